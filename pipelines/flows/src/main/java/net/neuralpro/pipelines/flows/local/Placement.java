package net.neuralpro.pipelines.flows.local;

import java.io.IOException;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.transforms.operators.Executor;

/** Where operators run that hand foreign bytes to native code. */
@FunctionalInterface
public interface Placement {
  /** In restricted processes on this computer. */
  Placement HERE = (store, here) -> here;

  /**
   * What runs them.
   *
   * @param store has their inputs, and gets their outputs
   * @param here runs them on this computer
   */
  Executor over(BlockStore store, Executor here) throws IOException, InterruptedException;
}
