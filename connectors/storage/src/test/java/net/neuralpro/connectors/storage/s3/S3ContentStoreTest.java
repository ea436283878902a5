package net.neuralpro.connectors.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import net.neuralpro.connectors.storage.ByteRange;
import net.neuralpro.connectors.storage.ContentStore;
import net.neuralpro.connectors.storage.Pin;
import net.neuralpro.connectors.storage.StorageException;
import net.neuralpro.connectors.storage.s3.S3Server.Vendor;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.MemoryBlockStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3ContentStoreTest {
  private static final int CHUNK = 1 << 20;

  @TempDir private Path folder;

  private S3Server server;

  @BeforeEach
  void start() throws Exception {
    server = S3Server.start(Vendor.MODERN);
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void keepsAFileOfManyChunksAndReadsOnlyARange() throws Exception {
    byte[] bytes = noise(12 * CHUNK + 5);
    try (Relay relay = new Relay(server.port());
        ContentStore store = open(S3Server.location(relay.port()))) {
      Cid file = store.addFile(new ByteArrayInputStream(bytes));
      assertThat(file).isEqualTo(new ContentFiles(new MemoryBlockStore()).add(bytes));
      assertThat(store.status().blocks()).isEqualTo(14);
      assertThat(store.status().bytes()).isGreaterThan(bytes.length);
      try (InputStream in = store.open(file, ByteRange.ALL)) {
        assertThat(in.readAllBytes()).isEqualTo(bytes);
      }
      relay.cutAnswerOnceAfter(3L * CHUNK);
      try (InputStream in = store.open(file, new ByteRange(5 * CHUNK + 1, 6 * CHUNK))) {
        assertThat(in.readAllBytes())
            .isEqualTo(Arrays.copyOfRange(bytes, 5 * CHUNK + 1, 6 * CHUNK));
      }
    }
  }

  @Test
  void keepsFoldersPinsAndArchives() throws IOException {
    Path data = Files.createDirectories(folder.resolve("data/inner"));
    Files.write(data.resolve("größe.bin"), noise(CHUNK + 1));
    Files.write(data.resolveSibling("a"), new byte[0]);
    ByteArrayOutputStream car = new ByteArrayOutputStream();
    Cid root;
    try (ContentStore store = open(server.location())) {
      root = store.add(folder.resolve("data"), read -> {});
      store.pin(new Pin(root, "data"));
      assertThat(store.pins()).containsExactly(new Pin(root, "data"));
      store.exportCar(root, car);
      store.unpin(root);
      assertThat(store.pins()).isEmpty();
    }
    S3Location there = server.location();
    S3Location beside =
        new S3Location(
            there.bucket(),
            "beside/",
            there.region(),
            there.endpoint(),
            there.addressing(),
            there.profile());
    try (ContentStore store = open(beside)) {
      assertThat(store.blocks().has(root)).isFalse();
      assertThat(store.importCar(new ByteArrayInputStream(car.toByteArray())))
          .containsExactly(root);
      assertThat(store.blocks().has(root)).isTrue();
      assertThat(store.status().name()).startsWith("s3://neural-test/beside/ at http://127.0.0.1");
    }
  }

  @Test
  void acknowledgesNoFileOfWhichABlockIsLost() throws Exception {
    try (Relay relay = new Relay(server.port());
        ContentStore store = open(S3Server.location(relay.port()))) {
      relay.cutRequestsAfter(5L * CHUNK);
      assertThatThrownBy(() -> store.addFile(new ByteArrayInputStream(noise(12 * CHUNK))))
          .isInstanceOfSatisfying(
              StorageException.class, e -> assertThat(e.rule()).isEqualTo("S3-UNREACHABLE"));
      relay.heal();
      Cid file = store.addFile(new ByteArrayInputStream(noise(12 * CHUNK)));
      try (InputStream in = store.open(file, ByteRange.ALL)) {
        assertThat(in.readAllBytes()).isEqualTo(noise(12 * CHUNK));
      }
    }
  }

  private ContentStore open(S3Location location) throws IOException {
    return S3ContentStore.open(location, folder.resolve("staging"));
  }

  private static byte[] noise(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }
}
