package net.neuralpro.pipelines.control.scheduling;

import java.io.IOException;
import java.util.Optional;
import java.util.SortedMap;
import net.neuralpro.connectors.chain.network.FinalBlock;
import net.neuralpro.connectors.chain.network.Nodes.Node;
import net.neuralpro.connectors.chain.tasks.Domain;
import net.neuralpro.connectors.chain.tasks.HotKeys;
import net.neuralpro.schemas.recording.Address;

/** What the scheduler acts upon of what the chain says. Safe for several threads. */
public interface Market {
  /** For which contract assignments, receipts and calls are signed. */
  Domain domain();

  /** The nodes by account, as of a while ago at most. */
  SortedMap<Address, Node> nodes() throws IOException;

  /** All keys that are or were hot keys. */
  HotKeys hotKeys() throws IOException;

  /** Whether a requester lets the scheduler settle for it. */
  boolean mayPost(Address requester) throws IOException;

  /** The number of the newest block. */
  long newestBlock() throws IOException;

  /** The first block after one, once it is final. */
  Optional<FinalBlock> blockAfter(long number) throws IOException;
}
