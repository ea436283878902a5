package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import net.neuralpro.noderunner.agent.NodeFolder;
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
    NodeFolder folder = node.folder();
    if (!folder.isRunning()) {
      terminal.print("Node %s does not run.".formatted(node.name()));
      return Exit.OK;
    }
    folder.wish(Wish.STOP);
    NodeUse.awaitEnd(folder);
    terminal.print("Node %s has ended.".formatted(node.name()));
    return Exit.OK;
  }
}
