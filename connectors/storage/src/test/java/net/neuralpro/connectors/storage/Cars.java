package net.neuralpro.connectors.storage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import net.neuralpro.connectors.storage.car.CarWriter;
import net.neuralpro.connectors.storage.car.DepthFirst;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.MemoryBlockStore;

/** CARs to try stores with. */
final class Cars {
  private Cars() {}

  /** A CAR of a file of these bytes. */
  static byte[] of(byte[] bytes) throws IOException {
    MemoryBlockStore blocks = new MemoryBlockStore();
    Cid root = new ContentFiles(blocks).add(bytes);
    ByteArrayOutputStream car = new ByteArrayOutputStream();
    try (CarWriter writer = new CarWriter(car, List.of(root))) {
      writer.writeAll(DepthFirst.of(blocks, root));
    }
    return car.toByteArray();
  }
}
