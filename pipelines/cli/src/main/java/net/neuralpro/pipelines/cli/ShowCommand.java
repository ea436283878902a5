package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import net.neuralpro.pipelines.flows.dataset.DatasetFolder;
import net.neuralpro.schemas.dataset.DatasetFile;
import net.neuralpro.schemas.dataset.DatasetTotals;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code neural show}: what a dataset holds. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Shows what a dataset holds.",
    footer = {"", "Examples:", "  neural show dataset", "  neural show dataset --json"})
final class ShowCommand implements Callable<Integer> {
  @Mixin private Terminal terminal;

  @Parameters(index = "0", paramLabel = "DATASET", description = "The dataset's folder.")
  private Path dataset;

  ShowCommand() {}

  @Override
  public Integer call() throws IOException {
    DatasetFolder folder = DatasetFolder.open(dataset);
    terminal.json(folder.version());
    DatasetTotals totals = folder.version().totals();
    terminal.print("Root        " + folder.root());
    terminal.print("Parent      " + folder.version().parent().map(Object::toString).orElse("none"));
    terminal.print("Recipe      " + folder.version().recipe());
    terminal.print("Recordings  " + totals.recordings());
    terminal.print("Clips       " + totals.clips() + " " + totals.clipsBySplit());
    terminal.print(
        "Samples     %d, %.1f s".formatted(totals.samples(), totals.milliseconds() / 1000.0));
    terminal.print(
        "Lineage     %s over %d samples"
            .formatted(folder.version().lineage().root(), folder.version().lineage().leaves()));
    for (DatasetFile file : folder.version().files()) {
      terminal.print("%12d  %s".formatted(file.bytes(), file.path()));
    }
    return Exit.OK;
  }
}
