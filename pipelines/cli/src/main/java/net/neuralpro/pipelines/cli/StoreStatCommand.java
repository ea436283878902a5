package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import net.neuralpro.connectors.storage.ContentStore;
import net.neuralpro.connectors.storage.StoreStatus;
import net.neuralpro.connectors.storage.contents.Graph;
import net.neuralpro.schemas.content.Cid;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code neural store stat}: how much is kept. */
@Command(
    name = "stat",
    mixinStandardHelpOptions = true,
    description = "Tells how much the workspace keeps, or what hangs on one CID.",
    footer = {"", "Examples:", "  neural store stat", "  neural store stat bafy… --json"})
final class StoreStatCommand implements Callable<Integer> {
  @Mixin private Terminal terminal;

  @Parameters(index = "0", arity = "0..1", paramLabel = "CID", description = "A root.")
  private @Nullable Cid cid;

  StoreStatCommand() {}

  /** A root for scripts. */
  private record Root(Cid cid, int blocks, int missing) {}

  @Override
  public Integer call() throws IOException {
    try (ContentStore store = Home.workspace().contents()) {
      if (cid == null) {
        StoreStatus status = store.status();
        terminal.json(status);
        terminal.print("Store   " + status.name() + " (" + status.software() + ")");
        terminal.print("Blocks  " + status.blocks());
        terminal.print("Bytes   " + status.bytes());
        terminal.print("Pins    " + status.pins());
        return Exit.OK;
      }
      Graph graph = new Graph(store.blocks());
      graph.follow(List.of(cid));
      terminal.json(new Root(cid, graph.reached().size(), graph.missing().size()));
      terminal.print("Blocks   " + graph.reached().size());
      terminal.print("Missing  " + graph.missing().size());
      return graph.missing().isEmpty() ? Exit.OK : Exit.STORAGE;
    }
  }
}
