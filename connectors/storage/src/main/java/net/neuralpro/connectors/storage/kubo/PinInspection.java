package net.neuralpro.connectors.storage.kubo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.neuralpro.connectors.storage.BlockStream;
import net.neuralpro.connectors.storage.StorageException;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.MissingBlockException;
import net.neuralpro.schemas.rules.Finding;
import org.jspecify.annotations.Nullable;

/** Looks whether a node keeps what it promised: pins vanish, and blocks below them too. */
final class PinInspection {
  private final KuboApi api;
  private final KuboGraphs graphs;
  private final KuboBlocks blocks;
  private final PinCheck check;
  private final List<Finding> findings = new ArrayList<>();

  PinInspection(KuboApi api, PinCheck check) {
    this.api = api;
    this.check = check;
    graphs = new KuboGraphs(api);
    blocks = new KuboBlocks(api);
  }

  /** What is wrong with the pins that a node has, and those that it should have. */
  List<Finding> inspect(Collection<Cid> expected) throws IOException {
    Set<Cid> whole = roots(PinScope.GRAPH);
    Set<Cid> single = roots(PinScope.BLOCK);
    for (Cid root : new TreeSet<>(expected)) {
      if (!whole.contains(root) && !single.contains(root)) {
        add(
            "KUBO-PIN-LOST",
            root,
            api.name() + " does not keep it any more; perhaps push it again");
      }
    }
    for (Cid root : whole) {
      inspect(root);
    }
    for (Cid root : single) {
      if (check == PinCheck.BYTES ? blocks.get(root).isEmpty() : !blocks.has(root)) {
        addIncomplete(root, "it is not there");
      }
    }
    findings.sort(null);
    return List.copyOf(findings);
  }

  private Set<Cid> roots(PinScope scope) throws IOException {
    Set<Cid> roots = new TreeSet<>();
    new KuboPins(api).list(scope).forEach(pin -> roots.add(pin.root()));
    return roots;
  }

  private void inspect(Cid root) throws IOException {
    try {
      graphs.requireWhole(root);
      if (check == PinCheck.BYTES) {
        readAll(root);
      }
    } catch (MissingBlockException | NotOnNodeException e) {
      addIncomplete(root, e.getMessage());
    } catch (StorageException e) {
      if (!Set.of("KUBO-BLOCK", "CAR-ALTERED").contains(e.rule())) {
        throw e;
      }
      add("KUBO-PIN-ALTERED", root, e.getMessage());
    }
  }

  private void readAll(Cid root) throws IOException {
    try (BlockStream all = graphs.export(root, KuboCall.of("dag/export").offline())) {
      for (Optional<Block> next = all.next(); next.isPresent(); next = all.next()) {
        // each is checked as it comes
      }
    }
  }

  private void addIncomplete(Cid root, @Nullable String reason) {
    add(
        "KUBO-PIN-INCOMPLETE",
        root,
        "%s keeps it but does not have all of it: %s; perhaps push it again"
            .formatted(api.name(), reason));
  }

  private void add(String rule, Cid root, @Nullable String evidence) {
    findings.add(Finding.error(rule, root.toString(), String.valueOf(evidence)));
  }
}
