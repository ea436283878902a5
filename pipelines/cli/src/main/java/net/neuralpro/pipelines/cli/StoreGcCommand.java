package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import net.neuralpro.connectors.storage.embedded.GarbageCollection;
import net.neuralpro.connectors.storage.embedded.GarbageCollection.Extent;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code neural store gc}: deletes what nothing needs. */
@Command(
    name = "gc",
    mixinStandardHelpOptions = true,
    description = "Deletes the blocks that nothing needs any more.",
    footer = {
      "",
      "Examples:",
      "  neural store gc --dry-run",
      "  neural store gc --drop-cache",
      "",
      "What is pinned stays, and recordings, versions and all that was derived from them. With",
      "--drop-cache only pins and recordings stay: what was derived is made again when it is asked",
      "for. Nothing else may use the workspace meanwhile."
    })
final class StoreGcCommand implements Callable<Integer> {
  @Mixin private Terminal terminal;

  @Option(names = "--dry-run", description = "Say what would go, and delete nothing.")
  private boolean dryRun;

  @Option(names = "--drop-cache", description = "Let go of what was derived, too.")
  private boolean dropCache;

  StoreGcCommand() {}

  @Override
  public Integer call() throws IOException {
    GarbageCollection garbage =
        new GarbageCollection(Home.workspace(), dropCache ? Extent.DROP_CACHE : Extent.KEEP_CACHE);
    GarbageCollection.Report report = dryRun ? garbage.plan() : garbage.collect();
    terminal.json(report);
    terminal.print(
        "%s: %d blocks of %d bytes, %d outcomes, %d left-over files. Kept: %d blocks of %d bytes."
            .formatted(
                dryRun ? "Would go" : "Deleted",
                report.deletedBlocks(),
                report.deletedBytes(),
                report.outcomes(),
                report.leftOvers(),
                report.keptBlocks(),
                report.keptBytes()));
    return Exit.OK;
  }
}
