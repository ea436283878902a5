package net.neuralpro.pipelines.cli;

import java.io.IOException;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.connectors.chain.keys.Keystore;
import net.neuralpro.connectors.chain.keys.PassphraseSource;
import net.neuralpro.noderunner.agent.NodeFolder;
import picocli.CommandLine.Option;

/** Which node of this workspace a command is about. */
final class NodeUse {
  private static final long LOOK_MILLISECONDS = 200;

  @Option(
      names = "--node",
      paramLabel = "NAME",
      defaultValue = "node",
      description = "Which node of this workspace, by default '${DEFAULT-VALUE}'.")
  private String name;

  NodeUse() {}

  String name() {
    return name;
  }

  NodeFolder folder() throws IOException {
    return NodeFolder.open(Home.workspace(), name);
  }

  /** The key of the node's account, to which stake and earnings belong. */
  static ContributorKey ownerKey(NodeFolder folder) throws IOException {
    return Home.key(folder.workspace());
  }

  /** The key that signs for the node. */
  static ContributorKey hotKey(NodeFolder folder) throws IOException {
    return new Keystore(folder.hotKey(), PassphraseSource.of(System.getenv())).open();
  }

  /** Wishes that the node ends, waits until it has, and tells so. */
  void end(NodeFolder.Wish wish, Terminal terminal) throws IOException, InterruptedException {
    NodeFolder folder = folder();
    if (!folder.isRunning()) {
      terminal.print("Node %s does not run.".formatted(name));
      return;
    }
    folder.wish(wish);
    while (folder.isRunning()) {
      Thread.sleep(LOOK_MILLISECONDS);
    }
    terminal.print("Node %s has ended.".formatted(name));
  }
}
