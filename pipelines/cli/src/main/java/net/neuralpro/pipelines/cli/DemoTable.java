package net.neuralpro.pipelines.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.neuralpro.pipelines.flows.curate.RunReport;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.Severity;

/** The table of what was planted in the demonstration, and what was found of it. */
final class DemoTable {
  private DemoTable() {}

  /**
   * A recording of the demonstration.
   *
   * @param families of the rules of which one must find what is planted; none if nothing is
   */
  record Row(String name, String planted, List<String> families) {
    Row {
      families = List.copyOf(families);
    }
  }

  /** Prints the table; whether all that was planted was found. */
  static boolean print(List<Row> rows, RunReport report, Terminal terminal) {
    terminal.print("%-14s %-52s %-10s %s".formatted("recording", "planted", "outcome", "found by"));
    boolean all = true;
    for (Row row : rows) {
      Optional<RunReport.Row> found =
          report.rows().stream()
              .filter(it -> it.name().equals(row.name()) || it.name().endsWith("/" + row.name()))
              .findFirst();
      Optional<Finding> finding =
          found.stream()
              .flatMap(it -> it.findings().stream())
              .filter(
                  it ->
                      row.families().isEmpty()
                          ? it.severity() == Severity.ERROR
                          : row.families().contains(it.rule().family()))
              .findFirst();
      boolean missed = !row.families().isEmpty() && finding.isEmpty();
      all &= !missed;
      terminal.print(
          "%-14s %-52s %-10s %s"
              .formatted(
                  row.name(),
                  row.planted(),
                  found
                      .map(it -> it.fate().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                      .orElse("missing"),
                  finding
                      .map(it -> it.rule() + " at " + it.place())
                      .orElse(missed ? "NOT FOUND" : "")));
    }
    return all;
  }
}
