package net.neuralpro.pipelines.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import net.neuralpro.pipelines.flows.curate.Lineage;
import net.neuralpro.pipelines.flows.dataset.SampleLineage;
import net.neuralpro.pipelines.flows.provenance.OpenLineageEvents;
import net.neuralpro.pipelines.flows.provenance.ProvDocument;
import net.neuralpro.pipelines.flows.provenance.PublicLineage;
import net.neuralpro.schemas.dataset.ClipLine;
import net.neuralpro.schemas.recording.StreamFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code neural lineage}: the way from samples to the signed recordings. */
@Command(
    name = "lineage",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the way from a sample back to the recording that somebody signed,",
      "or writes that of the whole dataset for other people's tools."
    },
    footer = {
      "",
      "Examples:",
      "  neural lineage dataset 17          the sample of this number in the dataset",
      "  neural lineage dataset 448x256/3   an episode of a bucket",
      "  neural lineage dataset 17 --json",
      "  neural lineage dataset --format prov -o dataset.prov.json",
      "  neural lineage dataset --format openlineage --time 2026-05-01T12:00:00Z",
      "",
      "prov is W3C PROV-JSON; openlineage is a run event a line, for OpenLineage. Neither holds",
      "anything of a private half. Lineage tells no times: events are of 1970 unless --time says."
    })
final class LineageCommand implements Callable<Integer> {
  @Mixin private Terminal terminal;

  @Parameters(index = "0", paramLabel = "DATASET", description = "The dataset's folder.")
  private Path dataset;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "SAMPLE",
      description = "A sample's number, or BUCKET/EPISODE.")
  private @Nullable String sample;

  @ArgGroup(exclusive = false)
  private @Nullable Export export;

  @Spec private CommandSpec spec;

  LineageCommand() {}

  /** The languages of other people's tools. */
  enum Format {
    prov,
    openlineage
  }

  /** What is to be written of the whole dataset. */
  private static final class Export {
    @Option(
        names = "--format",
        required = true,
        paramLabel = "FORMAT",
        description = "Of the whole dataset: ${COMPLETION-CANDIDATES}.")
    private Format format;

    @Option(
        names = {"-o", "--output"},
        paramLabel = "FILE",
        description = "The file to write; by default it is printed.")
    private @Nullable Path output;

    @Option(
        names = "--time",
        paramLabel = "INSTANT",
        description = "When all events of openlineage are to have happened.")
    private Instant time = OpenLineageEvents.NO_TIME;
  }

  @Override
  public Integer call() throws IOException {
    if ((export == null) == (sample == null)) {
      throw new ParameterException(
          spec.commandLine(), "Give a sample, or --format for the whole dataset");
    }
    return export == null ? trace(sample) : write(export);
  }

  private int write(Export wanted) throws IOException {
    PublicLineage lineage = PublicLineage.of(dataset);
    NewFile.Writing writing =
        switch (wanted.format) {
          case prov -> out -> ProvDocument.write(lineage, out);
          case openlineage -> out -> OpenLineageEvents.write(lineage, wanted.time, out);
        };
    if (wanted.output == null) {
      OutputStream out = new BufferedOutputStream(System.out, 1 << 16);
      writing.to(out);
      out.flush();
    } else {
      NewFile.write(wanted.output, writing);
      terminal.print("Written    " + wanted.output + ", lineage of " + lineage.root());
    }
    return Exit.OK;
  }

  private int trace(String wanted) throws IOException {
    SampleLineage lineage = SampleLineage.of(dataset, wanted);
    terminal.json(lineage);
    ClipLine clip = lineage.clip();
    terminal.print("Dataset    " + lineage.root());
    terminal.print(
        "Sample     %s: row %d of episode %d in %s"
            .formatted(wanted, lineage.row(), clip.episode(), clip.bucket()));
    terminal.print("Clip       " + clip.clip() + " of recording " + clip.recording());
    List<Lineage.DerivationLine> derivations = lineage.derivations();
    for (int index = derivations.size() - 1; index >= 0; index--) {
      Lineage.DerivationLine line = derivations.get(index);
      terminal.print(
          "  %-12s %s  version %s"
              .formatted(line.derivation().operator(), line.cid(), line.derivation().version()));
      lineage
          .makers()
          .get(index)
          .ifPresent(
              maker ->
                  terminal.print(
                      "      by  node %s, image sha256:%s".formatted(maker.node(), maker.image())));
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
