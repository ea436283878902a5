package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import net.neuralpro.transforms.ingest.Inspection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code neural inspect}: what a recording holds, without decoding it. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    description = "Prints streams, codecs, rates, gaps, clock, place and time of recordings.",
    footer = {
      "",
      "Examples:",
      "  neural inspect ride.mp4",
      "  neural inspect recordings/ --json",
      "",
      "It reads files in this process: inspect what you trust."
    })
final class InspectCommand implements Callable<Integer> {
  @Mixin private Terminal terminal;

  @Parameters(index = "0", paramLabel = "FILE", description = "A file, or a folder of recordings.")
  private Path file;

  InspectCommand() {}

  @Override
  public Integer call() throws IOException {
    Inspection inspection = Inspection.of(file);
    terminal.json(inspection);
    if (inspection.recordings().isEmpty() && inspection.findings().isEmpty()) {
      terminal.note("Cannot find a recording in " + file + ": it holds no files");
    } else {
      terminal.print(inspection.render().stripTrailing());
    }
    boolean rejected =
        inspection.recordings().isEmpty()
            || inspection.recordings().stream().anyMatch(it -> !it.rejections().isEmpty());
    return rejected ? Exit.REJECTED : Exit.OK;
  }
}
