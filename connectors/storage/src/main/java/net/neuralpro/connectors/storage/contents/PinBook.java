package net.neuralpro.connectors.storage.contents;

import java.io.IOException;
import java.util.List;
import net.neuralpro.connectors.storage.Pin;
import net.neuralpro.schemas.content.Cid;

/** Where pins are written down. What was put is there for any process until it is removed. */
public interface PinBook {
  /** Writes a pin down; one of the same root is replaced. */
  void put(Pin pin) throws IOException;

  /** Removes the pin of a root, if there is one. */
  void remove(Cid root) throws IOException;

  /** All pins, by root. */
  List<Pin> list() throws IOException;
}
