package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.connectors.storage.embedded.Workspace;
import net.neuralpro.pipelines.flows.recipe.RecipeException;
import net.neuralpro.pipelines.flows.submit.Admission;
import net.neuralpro.pipelines.flows.submit.SubmissionOptions;
import net.neuralpro.transforms.synthesize.DemoSet;
import net.neuralpro.transforms.synthesize.Planted;
import net.neuralpro.transforms.synthesize.Synthesizer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code neural demo}: the main job over synthetic recordings with one of each fault. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description =
        "Shows the main job: synthesizes recordings with planted faults, and curates them.",
    footer = {
      "",
      "Examples:",
      "  neural demo",
      "  neural demo --output /tmp/demo --seed 7",
      "",
      "The same seed ends with the same root, on any computer."
    })
final class DemoCommand implements Callable<Integer> {
  @Mixin private Terminal terminal;

  @Option(
      names = "--output",
      paramLabel = "FOLDER",
      description = "Where the dataset is written; by default neural-demo.")
  private Path output = Path.of("neural-demo");

  @Option(names = "--seed", paramLabel = "N", description = "Decides all; by default 1.")
  private long seed = 1;

  @Mixin private Parallelism parallelism;

  @Mixin private ChainUse chainUse;

  DemoCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException, RecipeException {
    Workspace workspace = Home.workspace();
    DemoSet set = DemoSet.of(seed);
    Path folder = output.resolveSibling(output.getFileName() + ".recordings");
    List<Path> inputs = new ArrayList<>();
    set.planted().forEach(planted -> inputs.add(folder.resolve(planted.name())));
    prepare(set, folder, workspace);
    DemoContributors.register(set, folder, workspace, seed, chainUse, terminal);
    terminal.note("Recordings of seed " + seed + " are in " + folder + ".");
    ContributorKey operator = ContributorKey.ofSeed(seed, "data engineer");
    CurationJob job =
        new CurationJob(
            workspace,
            operator,
            "driving",
            inputs,
            output,
            Optional.empty(),
            parallelism.value(),
            Admission.SIGNED_ONLY,
            SubmissionOptions.NONE,
            new ComputeUse(),
            new RunChain(workspace, chainUse, operator, RunChain.name(output), terminal));
    CurationJob.Done done = job.curate(terminal);
    boolean allFound = DemoTable.print(planted(set), done.report(), terminal);
    ReportPrinter.printDataset(done, terminal);
    if (done.folder().isEmpty()) {
      return Exit.REJECTED;
    }
    boolean proved =
        DemoRewards.show(
            workspace,
            output,
            DemoContributors.key(seed, set.planted().get(0)).address(),
            chainUse,
            terminal);
    terminal.print("");
    terminal.print("Next:");
    terminal.print("  neural verify " + output + "          prove that not a byte has changed");
    terminal.print("  neural lineage " + output + " 17      trace a sample to who signed it");
    if (proved) {
      terminal.print(
          "  python3 notebooks/check_proof.py %s --header %s"
              .formatted(DemoRewards.proof(output), DemoRewards.block(output)));
    }
    terminal.print("  neural run driving --input YOUR-RECORDINGS --output YOUR-DATASET");
    return allFound ? Exit.OK : Exit.INTERNAL;
  }

  /** Synthesizes and signs what is not there yet. */
  private void prepare(DemoSet set, Path folder, Workspace workspace)
      throws IOException, InterruptedException {
    Path complete = folder.resolve(".complete-" + seed);
    if (Files.exists(complete)) {
      return;
    }
    try (Terminal.Progress progress =
        terminal.progress("Synthesizing", set.planted().size(), "", 1)) {
      Synthesizer.write(set.plan(), folder, name -> progress.step(1));
    }
    DemoContributors.sign(set, folder, workspace, seed);
    Files.writeString(complete, "");
  }

  /** What is planted in the files, and what is planted in the manifests. */
  private static List<DemoTable.Row> planted(DemoSet set) {
    List<DemoTable.Row> rows = new ArrayList<>();
    for (Planted planted : set.planted()) {
      rows.add(
          DemoContributors.plantedIn(planted.name())
              .orElseGet(
                  () ->
                      new DemoTable.Row(
                          planted.name(), planted.description(), planted.expectedRuleFamilies())));
    }
    return rows;
  }
}
