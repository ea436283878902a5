package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import net.neuralpro.pipelines.flows.dataset.DatasetFolder;
import net.neuralpro.pipelines.flows.dataset.DatasetVerification;
import net.neuralpro.pipelines.flows.dataset.StructureVerification;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.dataset.DatasetFile;
import net.neuralpro.schemas.rules.Finding;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code neural verify}: proves that a dataset is whole and that trainers can read it. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = "Proves that not a byte of a dataset has changed, and that it is well formed.",
    footer = {
      "",
      "Examples:",
      "  neural verify dataset",
      "  neural verify dataset --root bagu…",
      "  neural verify dataset --bytes-only",
      "",
      "First every byte is held against the root. Then each bucket is held against LeRobot v3.0:",
      "its tables are read and every frame of its videos is decoded, by a process without rights,",
      "which takes minutes for hours of video; --bytes-only leaves it out.",
      "Ends with 4, and names the file and the rule, if anything is not as it must be."
    })
final class VerifyCommand implements Callable<Integer> {
  @Mixin private Terminal terminal;

  @Parameters(index = "0", paramLabel = "DATASET", description = "The dataset's folder.")
  private Path dataset;

  @Option(
      names = "--root",
      paramLabel = "CID",
      description = "The root that it must have; by default the one in its file ROOT.")
  private @Nullable Cid root;

  @Option(
      names = "--bytes-only",
      description = "Compare the bytes only: decode no video, read no table.")
  private boolean bytesOnly;

  VerifyCommand() {}

  /** A verification for scripts. */
  private record Report(boolean verified, boolean partial, List<Finding> findings) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Finding> findings = bytes();
    boolean partial = findings.isEmpty() && DatasetFolder.open(dataset).isPartial();
    if (findings.isEmpty() && !bytesOnly && !partial) {
      findings = structure();
    }
    terminal.json(new Report(findings.isEmpty(), partial, findings));
    for (Finding finding : findings) {
      terminal.print(finding.rule() + " " + finding.place() + ": " + finding.evidence());
    }
    if (!findings.isEmpty()) {
      return Exit.ALTERED;
    }
    DatasetFolder folder = DatasetFolder.open(dataset);
    if (partial) {
      terminal.print(
          "%s is partial: %d of %d files are here, and are what root %s names. Structure was not looked at."
              .formatted(
                  dataset,
                  folder.present().size(),
                  folder.version().files().size(),
                  folder.root()));
      return Exit.OK;
    }
    terminal.print(
        "%s is whole: %d files are what root %s names."
            .formatted(dataset, folder.version().files().size(), folder.root()));
    if (!bytesOnly) {
      terminal.print(
          "It is well formed: LeRobot v3.0 in "
              + String.join(", ", new StructureVerification(folder).buckets())
              + ".");
    }
    return Exit.OK;
  }

  private List<Finding> bytes() throws IOException {
    List<Finding> findings;
    try (Terminal.Progress progress = terminal.progress("Verifying", total(), " MB", 1 << 20)) {
      findings = DatasetVerification.verify(dataset, progress::step);
    }
    if (findings.isEmpty() && root != null) {
      Cid actual = DatasetFolder.open(dataset).root();
      if (!actual.equals(root)) {
        return List.of(Finding.error("DATASET-OTHER-ROOT", "ROOT", "The root is " + actual + "."));
      }
    }
    return findings;
  }

  private List<Finding> structure() throws IOException, InterruptedException {
    StructureVerification structure = new StructureVerification(DatasetFolder.open(dataset));
    try (Terminal.Progress progress =
        terminal.progress("Decoding", structure.videoBytes(), " MB", 1 << 20)) {
      return structure.verify(Runtime.getRuntime().availableProcessors(), progress::step);
    }
  }

  private long total() {
    try {
      return DatasetFolder.open(dataset).version().files().stream()
          .mapToLong(DatasetFile::bytes)
          .sum();
    } catch (IOException e) {
      return 0;
    }
  }
}
