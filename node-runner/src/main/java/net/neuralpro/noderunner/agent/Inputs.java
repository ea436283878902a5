package net.neuralpro.noderunner.agent;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import net.neuralpro.connectors.chain.tasks.TaskId;
import net.neuralpro.connectors.storage.contents.Graph;
import net.neuralpro.noderunner.protocol.Order;
import net.neuralpro.noderunner.protocol.Protocol;
import net.neuralpro.noderunner.protocol.RefusedCallException;
import net.neuralpro.noderunner.protocol.SchedulerCalls;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.MissingBlockException;

/** Brings what a task is made from to this computer: what is here already is not asked for. */
final class Inputs {
  private final SchedulerCalls calls;
  private final BlockStore store;

  Inputs(SchedulerCalls calls, BlockStore store) {
    this.calls = calls;
    this.store = store;
  }

  /**
   * Fetches the derivation and all that it links to; every block is checked.
   *
   * @throws RefusedCallException NODE-INPUTS if that is more than the task's limits
   */
  void fetch(Order order) throws IOException {
    long bytes = 0;
    while (true) {
      Graph graph = new Graph(store);
      graph.follow(List.of(order.derivation()));
      Set<Cid> missing = graph.missing();
      if (missing.isEmpty()) {
        return;
      }
      for (Cid cid : missing) {
        Block block = fetch(order.task(), cid);
        bytes += block.bytes().length;
        if (bytes > order.limits().disk()) {
          throw new RefusedCallException(
              "NODE-INPUTS",
              "Cannot fetch the inputs of task %s: they are more than %d bytes"
                  .formatted(order.task(), order.limits().disk()));
        }
        store.put(block);
      }
    }
  }

  private Block fetch(TaskId task, Cid cid) throws IOException {
    return calls
        .block(Protocol.block(task, cid), cid)
        .orElseThrow(() -> new MissingBlockException(cid));
  }
}
