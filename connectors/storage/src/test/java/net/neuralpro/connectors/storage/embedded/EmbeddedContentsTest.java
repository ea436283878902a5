package net.neuralpro.connectors.storage.embedded;

import java.io.IOException;
import java.nio.file.Path;
import net.neuralpro.connectors.storage.ContentStore;
import net.neuralpro.connectors.storage.ContentStoreContract;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedContentsTest extends ContentStoreContract {
  @TempDir private Path home;

  @Override
  protected ContentStore openEmpty() throws IOException {
    return openAgain();
  }

  @Override
  protected ContentStore openAgain() throws IOException {
    return Workspace.open(home.resolve("home")).contents();
  }
}
