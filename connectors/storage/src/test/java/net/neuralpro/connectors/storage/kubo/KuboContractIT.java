package net.neuralpro.connectors.storage.kubo;

import java.io.IOException;
import java.nio.file.Path;
import net.neuralpro.connectors.storage.ContentStore;
import net.neuralpro.connectors.storage.ContentStoreContract;
import net.neuralpro.connectors.storage.Pin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A real Kubo keeps to what every store of contents keeps to. */
class KuboContractIT extends ContentStoreContract {
  @TempDir private static Path shared;
  private static KuboNode node;

  @BeforeAll
  static void startANode() throws IOException {
    node = KuboNode.create(shared.resolve("node")).start();
  }

  @AfterAll
  static void stopTheNode() {
    node.close();
  }

  @Override
  protected ContentStore openEmpty() throws IOException {
    KuboStore store = KuboStore.open(node.api());
    for (Pin pin : store.pins()) {
      store.unpin(pin.root());
    }
    node.run("repo", "gc", "--quiet");
    return store;
  }

  @Override
  protected ContentStore openAgain() throws IOException {
    return KuboStore.open(node.api());
  }
}
