package net.neuralpro.connectors.storage.contents;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import net.neuralpro.connectors.storage.Pin;
import net.neuralpro.schemas.content.Cid;

/** Pins that are forgotten with the process. */
final class MemoryPinBook implements PinBook {
  private final Map<Cid, Pin> pins = new ConcurrentSkipListMap<>();

  @Override
  public void put(Pin pin) {
    pins.put(pin.root(), pin);
  }

  @Override
  public void remove(Cid root) {
    pins.remove(root);
  }

  @Override
  public List<Pin> list() {
    return List.copyOf(pins.values());
  }
}
