package net.neuralpro.pipelines.cli;

import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import net.neuralpro.pipelines.flows.chain.PublishVersion.Anchored;
import net.neuralpro.pipelines.flows.curate.RunReport;
import net.neuralpro.pipelines.flows.dataset.DatasetFolder;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.dataset.DatasetTotals;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.Severity;

/** Prints what a run came to. */
final class ReportPrinter {
  private static final int MOST_FINDINGS = 4;

  private ReportPrinter() {}

  /** A run for scripts. */
  private record Summary(
      Optional<Cid> root,
      Optional<String> output,
      Optional<Anchored> anchor,
      SortedMap<String, Integer> executed,
      int cached,
      Optional<RunCompute.Places> places,
      RunReport report) {}

  static void print(CurationJob.Done done, Terminal terminal) {
    Optional<DatasetFolder> folder = done.folder();
    terminal.json(
        new Summary(
            folder.map(DatasetFolder::root),
            folder.map(it -> it.path().toString()),
            done.anchor(),
            done.executions().executed(),
            done.executions().cached(),
            done.places(),
            done.report()));
    for (RunReport.Row row : done.report().rows()) {
      if (row.fate() == RunReport.Fate.IGNORED
          && row.findings().stream().allMatch(it -> it.severity() == Severity.NOTICE)) {
        continue;
      }
      terminal.print(
          "%-10s %-28s %s"
              .formatted(
                  row.fate().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                  row.name(),
                  clips(row.clips()))
              .stripTrailing());
      int told = 0;
      for (Finding finding : row.findings()) {
        if (finding.severity() == Severity.NOTICE) {
          continue;
        }
        if (told++ == MOST_FINDINGS) {
          terminal.print("             … and more in the report");
          break;
        }
        terminal.print(
            "             %s at %s: %s"
                .formatted(finding.rule(), finding.place(), finding.evidence()));
      }
    }
    printDataset(done, terminal);
  }

  private static String clips(int count) {
    return switch (count) {
      case 0 -> "";
      case 1 -> "1 clip";
      default -> count + " clips";
    };
  }

  /** Prints what was done, what the dataset holds, and its root. */
  static void printDataset(CurationJob.Done done, Terminal terminal) {
    Optional<DatasetFolder> folder = done.folder();
    if (done.report().rows().isEmpty()) {
      terminal.print("Cannot find a recording: the folders that were given hold no files.");
    }
    terminal.print(
        "%n%d derivations were executed, %d were known."
            .formatted(done.executions().total(), done.executions().cached()));
    done.places().ifPresent(places -> printPlaces(places, terminal));
    if (folder.isEmpty()) {
      terminal.print("Nothing was accepted, so there is no dataset.");
      return;
    }
    DatasetTotals totals = folder.get().version().totals();
    terminal.print(
        "Dataset %s: %d clips (%d samples, %.1f s) of %d recordings %s"
            .formatted(
                folder.get().path(),
                totals.clips(),
                totals.samples(),
                totals.milliseconds() / 1000.0,
                totals.recordings(),
                totals.clipsBySplit()));
    terminal.print("Root    " + folder.get().root());
    done.anchor()
        .ifPresent(
            anchor ->
                terminal.print(
                    "Anchor  '%s' of %s in block %d of chain %d"
                        .formatted(
                            anchor.name(), anchor.publisher(), anchor.block(), anchor.chain())));
  }

  private static void printPlaces(RunCompute.Places places, Terminal terminal) {
    terminal.print(
        "%d of them ran on %d nodes; %d stayed here by their contributors' will, %d since no node"
                .formatted(places.there(), places.nodes().size(), places.consent(), places.failed())
            + " did them.");
  }
}
