package net.neuralpro.connectors.storage.s3;

import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import net.neuralpro.connectors.storage.ContentStore;
import net.neuralpro.connectors.storage.ContentStoreContract;
import net.neuralpro.connectors.storage.s3.S3Server.Vendor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class S3ContentsTest extends ContentStoreContract {
  private static S3Server server;

  @TempDir private Path staging;

  private final String prefix = UUID.randomUUID() + "/";

  @BeforeAll
  static void start() throws Exception {
    server = S3Server.start(Vendor.MODERN);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Override
  protected ContentStore openEmpty() throws IOException {
    return openAgain();
  }

  @Override
  protected ContentStore openAgain() throws IOException {
    S3Location location = server.location();
    return S3ContentStore.open(
        new S3Location(
            location.bucket(),
            prefix,
            location.region(),
            location.endpoint(),
            location.addressing(),
            location.profile()),
        staging);
  }
}
