package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import net.neuralpro.noderunner.agent.NodeFolder.Wish;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code neural node stop}. */
@Command(
    name = "stop",
    mixinStandardHelpOptions = true,
    description = "Ends a node now; it goes on when it is started again.",
    footer = {"", "Examples:", "  neural node stop", "  neural node stop --node second"})
final class NodeStopCommand implements Callable<Integer> {
  @Mixin private Terminal terminal;
  @Mixin private NodeUse node;

  NodeStopCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    node.end(Wish.STOP, terminal);
    return Exit.OK;
  }
}
