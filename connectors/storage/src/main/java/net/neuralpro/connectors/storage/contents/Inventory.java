package net.neuralpro.connectors.storage.contents;

import java.io.IOException;
import net.neuralpro.connectors.storage.StoreStatus;

/** Knows what keeps the blocks and how many they are. */
@FunctionalInterface
public interface Inventory {
  /** How the store is, with this many pins. */
  StoreStatus status(long pins) throws IOException;
}
