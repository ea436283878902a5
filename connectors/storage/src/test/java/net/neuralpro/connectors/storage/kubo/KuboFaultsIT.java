package net.neuralpro.connectors.storage.kubo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.neuralpro.connectors.storage.ByteRange;
import net.neuralpro.connectors.storage.Pin;
import net.neuralpro.connectors.storage.SmallDisk;
import net.neuralpro.connectors.storage.StorageException;
import net.neuralpro.connectors.storage.car.CarWriter;
import net.neuralpro.connectors.storage.car.DepthFirst;
import net.neuralpro.connectors.storage.contents.LastBlock;
import net.neuralpro.connectors.storage.fetch.Fetcher;
import net.neuralpro.connectors.storage.fetch.WantedFile;
import net.neuralpro.connectors.storage.gateway.GatewayOrigin;
import net.neuralpro.connectors.storage.http.Reach;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.MemoryBlockStore;
import net.neuralpro.schemas.content.MissingBlockException;
import net.neuralpro.schemas.content.Multicodec;
import net.neuralpro.schemas.rules.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real nodes that are killed, differ, forbid, lose blocks, or have to ask each other. */
class KuboFaultsIT {
  private static final int CHUNK = 1 << 20;

  @TempDir private Path folder;

  @Test
  void losesNothingWhenANodeIsKilledAmidAnAdd() throws IOException {
    byte[] bytes = noise(40 * CHUNK + 3);
    try (KuboNode node = KuboNode.create(folder.resolve("node")).start();
        KuboStore store = KuboStore.open(node.api())) {
      byte[] before = noise(2 * CHUNK + 1);
      Cid acknowledged = store.addFile(new ByteArrayInputStream(before));
      Cid whole = new ContentFiles(new LastBlock()).add(bytes);
      assertThatThrownBy(() -> store.addFile(killing(bytes, 20 * CHUNK, node)))
          .isInstanceOfSatisfying(
              StorageException.class, fault -> assertThat(fault.rule()).isEqualTo("KUBO-BROKEN"))
          .hasMessageContaining("Cannot finish add: the IPFS node at " + node.api())
          .hasMessageContaining("nothing is kept for sure until it is done again");
      assertThatThrownBy(() -> store.blocks().has(whole))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("connection refused; perhaps start it with 'ipfs daemon'");
      node.start();
      assertThat(read(store, acknowledged)).isEqualTo(before);
      assertThatThrownBy(() -> read(store, whole)).isInstanceOf(MissingBlockException.class);
      assertThat(store.addFile(new ByteArrayInputStream(bytes))).isEqualTo(whole);
      assertThat(read(store, whole)).isEqualTo(bytes);
    }
  }

  @Test
  void losesNothingWhenANodeIsKilledAmidTheImportOfACar() throws Exception {
    MemoryBlockStore blocks = new MemoryBlockStore();
    byte[] bytes = noise(64 * CHUNK + 4);
    Cid root = new ContentFiles(blocks).add(bytes);
    byte[] car = car(blocks, root);
    try (KuboNode node = KuboNode.create(folder.resolve("node")).start();
        KuboStore store = KuboStore.open(node.api())) {
      Thread killer =
          new Thread(
              () -> {
                try {
                  awaitBlocks(node.blocks(), 4);
                } finally {
                  node.kill();
                }
              });
      killer.start();
      assertThatThrownBy(() -> store.importCar(new ByteArrayInputStream(car)))
          .isInstanceOfSatisfying(
              StorageException.class,
              fault -> assertThat(fault.rule()).isIn("KUBO-BROKEN", "KUBO-UNREACHABLE"));
      killer.join();
      node.start();
      assertThatThrownBy(() -> read(store, root)).isInstanceOf(MissingBlockException.class);
      assertThat(store.importCar(new ByteArrayInputStream(car))).isEqualTo(Set.of(root));
      assertThat(read(store, root)).isEqualTo(bytes);
    }
  }

  @Test
  void losesNothingWhenTheDiskOfANodeFills() throws IOException {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 48);
        KuboNode node = KuboNode.create(disk.folder().resolve("node")).start();
        KuboStore store = KuboStore.open(node.api())) {
      byte[] before = noise(2 * CHUNK + 1);
      Cid acknowledged = store.addFile(new ByteArrayInputStream(before));
      assertThatThrownBy(() -> store.addFile(new ByteArrayInputStream(noise(80 * CHUNK))))
          .isInstanceOfSatisfying(
              StorageException.class,
              fault -> assertThat(fault.rule()).isIn("KUBO-DISK", "KUBO-BROKEN"))
          .hasMessageContaining("disk")
          .hasMessageContaining("is full");
      assertThat(read(store, acknowledged)).isEqualTo(before);
    }
  }

  @Test
  void isNotLedAstrayByTheSettingsOfANode() throws IOException {
    KuboNode other =
        KuboNode.create(
            folder.resolve("other"),
            settings ->
                settings
                    .withObject("/Import")
                    .put("CidVersion", 0)
                    .put("UnixFSRawLeaves", false)
                    .put("UnixFSChunker", "size-262144")
                    .put("UnixFSFileMaxLinks", 174)
                    .put("UnixFSDAGLayout", "trickle")
                    .put("UnixFSHAMTDirectorySizeEstimation", "disabled")
                    .put("UnixFSHAMTDirectorySizeThreshold", "1KiB"));
    try (KuboNode node = other.start();
        KuboStore store = KuboStore.open(node.api())) {
      byte[] bytes = noise(3 * CHUNK + 5);
      assertThat(store.addFile(new ByteArrayInputStream(bytes)))
          .isEqualTo(new ContentFiles(new LastBlock()).add(bytes));
    }
  }

  @Test
  void refusesFoldersThatANodeMakesOtherwise() throws IOException {
    KuboNode other =
        KuboNode.create(
            folder.resolve("other"),
            settings ->
                settings.withObject("/Import").put("UnixFSHAMTDirectorySizeThreshold", "1KiB"));
    try (KuboNode node = other.start();
        KuboStore store = KuboStore.open(node.api())) {
      Path tree = Files.createDirectories(folder.resolve("tree"));
      for (int index = 0; index < 200; index++) {
        Files.createFile(tree.resolve("entry-" + index));
      }
      assertThatThrownBy(() -> store.add(tree, read -> {}))
          .isInstanceOfSatisfying(
              StorageException.class, fault -> assertThat(fault.rule()).isEqualTo("KUBO-PROFILE"))
          .hasMessageContaining("Cannot add " + tree + ": the IPFS node at " + node.api())
          .hasMessageContaining("Import.UnixFSHAMTDirectorySizeThreshold is 1KiB, not 256KiB");
    }
  }

  @Test
  void needsTheSecretOfANodeThatHasOne() throws IOException {
    KuboNode guarded =
        KuboNode.create(
            folder.resolve("guarded"),
            settings -> {
              var user = settings.withObject("/API/Authorizations/neural");
              user.put("AuthSecret", "basic:me:pass:word");
              user.putArray("AllowedPaths").add("/api/v0");
            });
    Path secret = Files.writeString(folder.resolve("secret"), "basic:me:pass:word\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    try (KuboNode node = guarded.start()) {
      assertThatThrownBy(() -> KuboStore.open(node.api()))
          .isInstanceOfSatisfying(
              StorageException.class,
              fault -> assertThat(fault.rule()).isEqualTo("KUBO-FORBIDDEN"));
      KuboSettings settings = new KuboSettings(node.api(), Optional.of(secret));
      try (KuboStore store = KuboStore.open(settings)) {
        assertThat(store.status().software()).isEqualTo("Kubo 0.42.0");
      }
    }
  }

  @Test
  void findsPinsThatVanishAndBlocksThatAreLostOrAltered() throws IOException {
    try (KuboNode node = KuboNode.create(folder.resolve("node")).start();
        KuboStore store = KuboStore.open(node.api())) {
      Cid sound = pinned(store, noise(2 * CHUNK + 1));
      Cid unpinned = pinned(store, noise(2 * CHUNK + 2));
      Cid altered = pinned(store, noise(2 * CHUNK + 3));
      List<Cid> all = List.of(sound, unpinned, altered);
      assertThat(store.checkPins(all, PinCheck.BYTES)).isEmpty();
      node.run("pin", "rm", unpinned.toString());
      assertThat(store.checkPins(all, PinCheck.PRESENCE))
          .extracting(KuboFaultsIT::ruleAndPlace)
          .containsExactly("KUBO-PIN-LOST " + unpinned);

      node.close();
      alter(node, noise(2 * CHUNK + 3));
      node.start();
      assertThat(store.checkPins(List.of(sound), PinCheck.PRESENCE)).isEmpty();
      assertThat(store.checkPins(List.of(sound), PinCheck.BYTES))
          .extracting(KuboFaultsIT::ruleAndPlace)
          .containsExactly("KUBO-PIN-ALTERED " + altered);
      assertThatThrownBy(() -> read(store, altered))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("gives other bytes; perhaps 'ipfs repo verify' finds more");

      node.close();
      Files.delete(block(node, noise(2 * CHUNK + 3)));
      node.start();
      assertThat(store.checkPins(List.of(sound), PinCheck.PRESENCE))
          .extracting(KuboFaultsIT::ruleAndPlace)
          .containsExactly("KUBO-PIN-INCOMPLETE " + altered);
    }
  }

  @Test
  void fetchesByASecondNodeAndItsGateway() throws IOException {
    byte[] bytes = noise(5 * CHUNK + 17);
    try (KuboNode first = KuboNode.create(folder.resolve("first")).start();
        KuboNode second = KuboNode.create(folder.resolve("second")).start();
        KuboStore near = KuboStore.open(first.api());
        KuboStore far = KuboStore.open(second.api())) {
      Cid cid = near.addFile(new ByteArrayInputStream(bytes));
      near.pin(new Pin(cid, "file"));
      second.connect(first);
      assertThat(far.blocks().has(cid)).isFalse();
      assertThat(fetched(far, cid, bytes.length, "by-a-second-node")).isEqualTo(bytes);
      assertThat(read(far, cid)).isEqualTo(bytes);
      try (GatewayOrigin gateway = GatewayOrigin.at(second.gateway(), Reach.ANY)) {
        Path target = folder.resolve("by-its-gateway");
        new Fetcher(List.of(gateway)).fetch(new WantedFile(cid, bytes.length, target), n -> {});
        assertThat(Files.readAllBytes(target)).isEqualTo(bytes);
      }
    }
  }

  private byte[] fetched(KuboStore origin, Cid cid, long size, String name) throws IOException {
    Path target = folder.resolve(name);
    new Fetcher(List.of(origin)).fetch(new WantedFile(cid, size, target), count -> {});
    return Files.readAllBytes(target);
  }

  private static Cid pinned(KuboStore store, byte[] bytes) throws IOException {
    Cid cid = store.addFile(new ByteArrayInputStream(bytes));
    store.pin(new Pin(cid, ""));
    return cid;
  }

  private static String ruleAndPlace(Finding finding) {
    return finding.rule() + " " + finding.place();
  }

  /** The file of the first chunk of a file in Kubo's flatfs. */
  private static Path block(KuboNode node, byte[] file) throws IOException {
    byte[] chunk = Arrays.copyOf(file, CHUNK);
    Cid cid = Cid.of(Multicodec.RAW, chunk);
    String key = cid.multihash().toUpperCase(Locale.ROOT);
    return node.blocks()
        .resolve(key.substring(key.length() - 3, key.length() - 1))
        .resolve(key + ".data");
  }

  private static void alter(KuboNode node, byte[] file) throws IOException {
    Path block = block(node, file);
    byte[] bytes = Files.readAllBytes(block);
    bytes[7] ^= 1;
    Files.delete(block);
    Files.write(block, bytes);
  }

  /** Bytes amid which a node is killed. */
  private static InputStream killing(byte[] bytes, int place, KuboNode node) {
    return new ByteArrayInputStream(bytes) {
      private boolean killed;

      @Override
      public int read(byte[] target, int offset, int length) {
        if (!killed && pos >= place) {
          killed = true;
          node.kill();
        }
        return super.read(target, offset, length);
      }
    };
  }

  private static void awaitBlocks(Path blocks, int count) {
    while (count(blocks) < count) {
      Thread.onSpinWait();
    }
  }

  private static long count(Path blocks) {
    try (Stream<Path> files = Files.walk(blocks)) {
      return files.filter(file -> file.toString().endsWith(".data")).count();
    } catch (IOException | UncheckedIOException e) {
      return 0;
    }
  }

  private static byte[] car(MemoryBlockStore blocks, Cid root) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (CarWriter writer = new CarWriter(out, List.of(root))) {
      writer.writeAll(DepthFirst.of(blocks, root));
    }
    return out.toByteArray();
  }

  private static byte[] read(KuboStore store, Cid file) throws IOException {
    try (InputStream in = store.open(file, ByteRange.ALL)) {
      return in.readAllBytes();
    }
  }

  private static byte[] noise(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }
}
