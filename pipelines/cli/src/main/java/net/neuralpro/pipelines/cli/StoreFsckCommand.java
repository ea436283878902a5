package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import net.neuralpro.connectors.storage.embedded.StoreCheck;
import net.neuralpro.connectors.storage.embedded.Workspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code neural store fsck}: reads every block again. */
@Command(
    name = "fsck",
    mixinStandardHelpOptions = true,
    description = "Reads every block and tells which are altered, and which pins are not whole.",
    footer = {
      "",
      "Examples:",
      "  neural store fsck",
      "  neural store fsck --repair",
      "",
      "Ends with 4 if anything is wrong. --repair moves bad files into the folder quarantine of the",
      "workspace; run again what made them."
    })
final class StoreFsckCommand implements Callable<Integer> {
  @Mixin private Terminal terminal;

  @Option(names = "--repair", description = "Move what is altered or foreign into quarantine.")
  private boolean repair;

  StoreFsckCommand() {}

  @Override
  public Integer call() throws IOException {
    Workspace workspace = Home.workspace();
    StoreCheck.Report report;
    try (Terminal.Progress progress = terminal.progress("Checking", -1, " MB", 1 << 20)) {
      StoreCheck check = new StoreCheck(workspace, progress::step);
      report = repair ? check.repair() : check.check();
    }
    terminal.json(report);
    for (StoreCheck.Problem problem : report.problems()) {
      terminal.print(problem.fault() + " " + problem.place() + ": " + problem.evidence());
    }
    terminal.print(
        "%d blocks of %d bytes were read, %d problems found."
            .formatted(report.blocks(), report.bytes(), report.problems().size()));
    return report.problems().isEmpty() ? Exit.OK : Exit.ALTERED;
  }
}
