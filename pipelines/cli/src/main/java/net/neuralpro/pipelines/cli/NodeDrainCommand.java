package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import net.neuralpro.noderunner.agent.NodeFolder.Wish;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code neural node drain}. */
@Command(
    name = "drain",
    mixinStandardHelpOptions = true,
    description = "Ends a node when what it has is done; it claims no more.",
    footer = {"", "Examples:", "  neural node drain", "  neural node drain --node second"})
final class NodeDrainCommand implements Callable<Integer> {
  @Mixin private Terminal terminal;
  @Mixin private NodeUse node;

  NodeDrainCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    node.end(Wish.DRAIN, terminal);
    return Exit.OK;
  }
}
