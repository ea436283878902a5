package net.neuralpro.noderunner.agent;

import java.io.Closeable;
import java.io.IOException;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.transforms.operators.Executor;

/** What runs the derivations of one requester. Closing it ends all that runs in it. */
public interface Engine extends Executor, Closeable {
  /** Makes engines: none is ever shared by two requesters, nor used after a failure. */
  @FunctionalInterface
  interface Maker {
    /**
     * A fresh engine.
     *
     * @param store has the inputs, and gets the outputs
     */
    Engine open(Address requester, BlockStore store) throws IOException, InterruptedException;
  }
}
