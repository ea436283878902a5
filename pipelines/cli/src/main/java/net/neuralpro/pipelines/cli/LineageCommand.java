package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import net.neuralpro.pipelines.flows.curate.Lineage;
import net.neuralpro.pipelines.flows.dataset.SampleLineage;
import net.neuralpro.schemas.dataset.ClipLine;
import net.neuralpro.schemas.recording.StreamFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code neural lineage}: the way from a sample to the signed recording. */
@Command(
    name = "lineage",
    mixinStandardHelpOptions = true,
    description = "Prints the way from a sample back to the recording that somebody signed.",
    footer = {
      "",
      "Examples:",
      "  neural lineage dataset 17          the sample of this number in the dataset",
      "  neural lineage dataset 448x256/3   an episode of a bucket",
      "  neural lineage dataset 17 --json"
    })
final class LineageCommand implements Callable<Integer> {
  @Mixin private Terminal terminal;

  @Parameters(index = "0", paramLabel = "DATASET", description = "The dataset's folder.")
  private Path dataset;

  @Parameters(
      index = "1",
      paramLabel = "SAMPLE",
      description = "A sample's number, or BUCKET/EPISODE.")
  private String sample;

  LineageCommand() {}

  @Override
  public Integer call() throws IOException {
    SampleLineage lineage = SampleLineage.of(dataset, sample);
    terminal.json(lineage);
    ClipLine clip = lineage.clip();
    terminal.print("Dataset    " + lineage.root());
    terminal.print(
        "Sample     %s: row %d of episode %d in %s"
            .formatted(sample, lineage.row(), clip.episode(), clip.bucket()));
    terminal.print("Clip       " + clip.clip() + " of recording " + clip.recording());
    List<Lineage.DerivationLine> derivations = lineage.derivations();
    for (int index = derivations.size() - 1; index >= 0; index--) {
      Lineage.DerivationLine line = derivations.get(index);
      terminal.print(
          "  %-12s %s  version %s"
              .formatted(line.derivation().operator(), line.cid(), line.derivation().version()));
      line.derivation()
          .inputs()
          .forEach((name, cid) -> terminal.print("      in  %-24s %s".formatted(name, cid)));
      line.outputs()
          .forEach((name, cid) -> terminal.print("      out %-24s %s".formatted(name, cid)));
    }
    terminal.print("Recording  " + clip.recording());
    terminal.print("  contributor " + lineage.manifest().publicHalf().contributor());
    terminal.print("  licence     " + lineage.manifest().publicHalf().licence());
    terminal.print("  signature   " + lineage.manifest().authenticity());
    for (StreamFile stream : lineage.manifest().publicHalf().streams()) {
      terminal.print("  %-28s %s".formatted(stream.path(), stream.cid()));
    }
    return Exit.OK;
  }
}
