package net.neuralpro.pipelines.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.connectors.storage.embedded.Workspace;
import net.neuralpro.pipelines.flows.submit.Admission;
import net.neuralpro.pipelines.flows.submit.SubmissionOptions;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.recording.Licence;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code neural run}: recordings in, a dataset version out. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Makes a dataset version of recordings by a recipe.",
    footer = {
      "",
      "Examples:",
      "  neural run driving --input recordings/ --output dataset",
      "  neural run driving --input recordings/ --output dataset --explain",
      "  neural run my-recipe.yaml --input a.mp4 --input b/ --output v2 --parent bagu…",
      "  neural run driving --input recordings/ --output dataset --compute network",
      "",
      "What was derived before is not derived again: an ended run goes on where it was. The chain is",
      "asked which recordings came first and which were revoked, and the version is anchored there."
    })
final class RunCommand implements Callable<Integer> {
  @Mixin private Terminal terminal;

  @Parameters(
      index = "0",
      paramLabel = "RECIPE",
      description = "A recipe's file, or driving or clips-256.")
  private String recipe;

  @Option(
      names = "--input",
      required = true,
      arity = "1..*",
      paramLabel = "PATH",
      description = "Recordings: files, or folders that hold them.")
  private List<Path> inputs;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FOLDER",
      description = "Where the dataset is written; what was found goes beside it to FOLDER.run.")
  private Path output;

  @Option(
      names = "--parent",
      paramLabel = "CID",
      description = "Root of the version to go on from: its recordings are in the new one too.")
  private Cid parent;

  @Mixin private Parallelism parallelism;

  @Option(
      names = "--accept-unsigned",
      description = "Take recordings whose manifest has no signature, or a false one.")
  private boolean acceptUnsigned;

  @Option(
      names = "--licence",
      paramLabel = "SPDX",
      description = "Licence of recordings that come without a manifest.")
  private Licence licence;

  @Option(names = "--explain", description = "Say what would run, and why; run nothing.")
  private boolean explain;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What the dataset is published as; by default the folder's name.")
  private @Nullable String name;

  @Mixin private ComputeUse compute;

  @Mixin private ChainUse chainUse;

  RunCommand() {}

  @Override
  public Integer call() throws Exception {
    Workspace workspace = Home.workspace();
    ContributorKey key = Home.key(workspace);
    CurationJob job =
        new CurationJob(
            workspace,
            key,
            recipe,
            inputs,
            output,
            Optional.ofNullable(parent),
            parallelism.value(),
            acceptUnsigned ? Admission.ALSO_UNSIGNED : Admission.SIGNED_ONLY,
            new SubmissionOptions(
                Optional.ofNullable(licence), compute.consent(), Optional.empty()),
            compute,
            new RunChain(
                workspace, chainUse, key, name == null ? RunChain.name(output) : name, terminal));
    return explain ? job.explain(terminal) : job.run(terminal);
  }
}
