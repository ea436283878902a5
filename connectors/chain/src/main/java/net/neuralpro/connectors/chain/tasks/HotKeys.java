package net.neuralpro.connectors.chain.tasks;

import java.io.IOException;
import java.util.Optional;
import net.neuralpro.schemas.recording.Address;

/** Which keys sign receipts for which nodes. */
@FunctionalInterface
public interface HotKeys {
  /** The node whose hot key this is or ever was. */
  Optional<Address> ownerOf(Address hotKey) throws IOException;
}
