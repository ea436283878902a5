package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import net.neuralpro.noderunner.agent.Journal;
import net.neuralpro.noderunner.agent.NodeFolder;
import net.neuralpro.schemas.recording.Address;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code neural node status}: whether a node runs, and what it did. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Tells whether a node runs, and how far its tasks are.",
    footer = {"", "Examples:", "  neural node status", "  neural node status --node second --json"})
final class NodeStatusCommand implements Callable<Integer> {
  @Mixin private Terminal terminal;
  @Mixin private NodeUse node;

  NodeStatusCommand() {}

  /** For scripts. */
  private record Status(Address account, boolean running, SortedMap<String, Long> tasks) {}

  @Override
  public Integer call() throws IOException {
    NodeFolder folder = node.folder();
    SortedMap<String, Long> tasks = new TreeMap<>();
    try (Journal journal = Journal.open(folder.journal())) {
      for (Journal.Stage stage : Journal.Stage.values()) {
        tasks.put(stage.name().toLowerCase(Locale.ROOT), journal.count(stage));
      }
    }
    Status status = new Status(NodeUse.ownerKey(folder).address(), folder.isRunning(), tasks);
    terminal.json(status);
    terminal.print("Account    " + status.account());
    terminal.print("Running    " + (status.running() ? "yes" : "no"));
    tasks.forEach((stage, count) -> terminal.print("%-10s %d tasks".formatted(stage, count)));
    return Exit.OK;
  }
}
