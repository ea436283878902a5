package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.Callable;
import net.neuralpro.connectors.storage.ContentStore;
import net.neuralpro.connectors.storage.Pin;
import net.neuralpro.connectors.storage.contents.Graph;
import net.neuralpro.connectors.storage.kubo.KuboStore;
import net.neuralpro.connectors.storage.kubo.PinCheck;
import net.neuralpro.pipelines.flows.exchange.Stores;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.rules.Finding;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code neural store check}: whether another store still has what was pushed there. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Looks whether a store still has all that was pushed there, every block of it.",
    footer = {
      "",
      "Examples:",
      "  neural store check lab",
      "  neural store check http://127.0.0.1:5001",
      "",
      "Ends with 4 if anything is gone; run it now and then, as by cron. What is gone comes back by",
      "another push."
    })
final class StoreCheckCommand implements Callable<Integer> {
  @Mixin private Terminal terminal;

  @Parameters(
      index = "0",
      paramLabel = "WHERE",
      description = "A store of the settings, or the API of a Kubo node of this computer.")
  private String where;

  StoreCheckCommand() {}

  /** A check for scripts. */
  private record Report(int pins, List<Finding> findings) {}

  @Override
  public Integer call() throws IOException {
    Stores stores = Stores.of(Home.workspace());
    SortedSet<Cid> expected = stores.remembered(where);
    List<Finding> findings;
    try (ContentStore store = stores.target(Optional.of(where)).open()) {
      findings =
          store instanceof KuboStore kubo
              ? kubo.checkPins(expected, PinCheck.BYTES)
              : check(store, expected);
    }
    terminal.json(new Report(expected.size(), findings));
    findings.forEach(finding -> terminal.print(finding.toString()));
    if (!findings.isEmpty()) {
      return Exit.ALTERED;
    }
    terminal.print("%s has all of %d pushes.".formatted(where, expected.size()));
    return Exit.OK;
  }

  private static List<Finding> check(ContentStore store, SortedSet<Cid> expected)
      throws IOException {
    Set<Cid> pinned = new HashSet<>();
    store.pins().stream().map(Pin::root).forEach(pinned::add);
    List<Finding> findings = new ArrayList<>();
    for (Cid folder : expected) {
      Graph graph = new Graph(store.blocks());
      graph.follow(List.of(folder));
      if (!pinned.contains(folder) || !graph.missing().isEmpty()) {
        findings.add(
            Finding.error(
                "STORE-PIN-INCOMPLETE",
                folder.toString(),
                pinned.contains(folder)
                    ? graph.missing().size() + " blocks are missing."
                    : "It is no longer pinned."));
      }
    }
    return findings;
  }
}
