package net.neuralpro.connectors.storage.contents;

import java.nio.file.Path;
import net.neuralpro.connectors.storage.ContentStore;
import net.neuralpro.connectors.storage.ContentStoreContract;
import net.neuralpro.connectors.storage.StoreStatus;
import net.neuralpro.schemas.content.MemoryBlockStore;
import org.junit.jupiter.api.io.TempDir;

class BlockContentsTest extends ContentStoreContract {
  @TempDir private Path staging;

  private final MemoryBlockStore blocks = new MemoryBlockStore();
  private final PinBook pins = new MemoryPinBook();

  @Override
  protected ContentStore openEmpty() {
    return openAgain();
  }

  @Override
  protected ContentStore openAgain() {
    return new BlockContents(
        blocks, pins, count -> new StoreStatus("memory", "test", 1, 1, count), staging, () -> {});
  }
}
