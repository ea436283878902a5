package net.neuralpro.connectors.storage.kubo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.neuralpro.connectors.storage.ByteRange;
import net.neuralpro.connectors.storage.Pin;
import net.neuralpro.connectors.storage.StorageException;
import net.neuralpro.connectors.storage.car.CarWriter;
import net.neuralpro.connectors.storage.car.DepthFirst;
import net.neuralpro.connectors.storage.contents.LastBlock;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.ContentFolders;
import net.neuralpro.schemas.content.MemoryBlockStore;
import net.neuralpro.schemas.content.MissingBlockException;
import net.neuralpro.schemas.content.Multicodec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores in a real Kubo, and reads from it. */
class KuboIT {
  private static final int CHUNK = 1 << 20;

  @TempDir private static Path shared;
  private static KuboNode node;
  private static KuboStore store;

  @TempDir private Path folder;

  @BeforeAll
  static void startANode() throws IOException {
    node = KuboNode.create(shared.resolve("node")).start();
    store = KuboStore.open(node.api());
  }

  @AfterAll
  static void stopTheNode() {
    node.close();
  }

  @Test
  void makesTheIdentifiersOfFilesThatKuboMakes() throws IOException {
    for (int size : new int[] {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 5 * CHUNK + 7}) {
      byte[] bytes = noise(size);
      Cid cid = store.addFile(new ByteArrayInputStream(bytes));
      assertThat(cid).isEqualTo(new ContentFiles(new LastBlock()).add(bytes));
      assertThat(bytes(cid, ByteRange.ALL)).isEqualTo(bytes);
    }
  }

  @Test
  void readsRangesOfFiles() throws IOException {
    byte[] bytes = noise(3 * CHUNK + 5);
    Cid cid = store.addFile(new ByteArrayInputStream(bytes));
    for (ByteRange range :
        List.of(
            new ByteRange(0, 0),
            new ByteRange(CHUNK - 1, CHUNK + 1),
            new ByteRange(2 * CHUNK, 3 * CHUNK),
            ByteRange.from(3 * CHUNK + 4),
            ByteRange.from(4 * CHUNK))) {
      int start = (int) Math.min(range.start(), bytes.length);
      int end = (int) Math.min(range.end(), bytes.length);
      assertThat(bytes(cid, range)).isEqualTo(Arrays.copyOfRange(bytes, start, end));
    }
  }

  @Test
  void makesTheIdentifiersOfFoldersThatKuboMakes() throws IOException {
    Path tree = folder.resolve("tree");
    write(tree.resolve("b/ä ö/文件.txt"), noise(10));
    write(tree.resolve("b/%2F+&?\"#'.bin"), noise(CHUNK + 1));
    write(tree.resolve("a"), noise(0));
    write(tree.resolve("Z"), noise(1));
    Files.createDirectories(tree.resolve("empty/too"));
    Cid cid = store.add(tree, read -> {});
    assertThat(node.run("add", "--recursive", "--only-hash", "--quieter", tree.toString()))
        .isEqualTo(cid.toString());
    ContentFolders folders = new ContentFolders(store.blocks());
    assertThat(folders.list(cid)).containsOnlyKeys("Z", "a", "b", "empty");
    Cid file = folders.find(cid, "b/ä ö/文件.txt").orElseThrow();
    assertThat(bytes(file, ByteRange.ALL)).isEqualTo(noise(10));
  }

  @Test
  void refusesLinksInFolders() throws IOException {
    Path tree = Files.createDirectories(folder.resolve("tree"));
    Files.createSymbolicLink(tree.resolve("link"), Path.of("nowhere"));
    assertThatThrownBy(() -> store.add(tree, read -> {}))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("tree/link: it is neither a file nor a folder");
  }

  @Test
  void keepsBlocksOfEachKind() throws IOException {
    Block manifest =
        Block.of(Multicodec.DAG_JSON, "{\"a\":[1,2]}".getBytes(StandardCharsets.UTF_8));
    Block raw = Block.of(Multicodec.RAW, noise(Block.MAX_SIZE));
    for (Block block : List.of(manifest, raw)) {
      assertThat(store.blocks().has(block.cid())).isFalse();
      assertThat(store.blocks().get(block.cid())).isEmpty();
      store.blocks().put(block);
      store.blocks().put(block);
      assertThat(store.blocks().has(block.cid())).isTrue();
      assertThat(store.blocks().require(block.cid()).bytes()).isEqualTo(block.bytes());
    }
  }

  @Test
  void exchangesCars() throws IOException {
    MemoryBlockStore ours = new MemoryBlockStore();
    Cid cid = new ContentFiles(ours).add(noise(4 * CHUNK + 1));
    byte[] car = car(ours, cid);
    assertThat(store.importCar(new ByteArrayInputStream(car))).containsExactly(cid);
    ByteArrayOutputStream theirs = new ByteArrayOutputStream();
    store.exportCar(cid, theirs);
    assertThat(theirs.toByteArray()).isEqualTo(car);
    Path file = folder.resolve("exported.car");
    Files.write(file, theirs.toByteArray());
    assertThat(node.run("dag", "import", "--pin-roots=false", "--stats", file.toString()))
        .contains("Imported 6 blocks");
  }

  @Test
  void keepsNothingOfACarThatIsCutOffOrAltered() throws IOException {
    MemoryBlockStore ours = new MemoryBlockStore();
    Cid cid = new ContentFiles(ours).add(noise(4 * CHUNK + 2));
    byte[] car = car(ours, cid);
    byte[] altered = car.clone();
    altered[altered.length - 9] ^= 1;
    long before = store.status().blocks();
    for (byte[] bad : List.of(Arrays.copyOf(car, 2 * CHUNK), altered)) {
      assertThatThrownBy(() -> store.importCar(new ByteArrayInputStream(bad)))
          .isInstanceOf(IOException.class);
    }
    assertThatThrownBy(
            () ->
                store.importCar(
                    new ByteArrayInputStream(Arrays.copyOf(car, car.length - 2 - 1 - 36 - 1))))
        .isInstanceOf(IOException.class);
    assertThat(store.status().blocks()).isEqualTo(before);
    assertThatThrownBy(() -> store.exportCar(cid, new ByteArrayOutputStream()))
        .isInstanceOf(MissingBlockException.class);
    assertThatThrownBy(() -> store.open(cid, ByteRange.ALL))
        .isInstanceOf(MissingBlockException.class);
  }

  @Test
  void keepsWhatIsPinned() throws IOException {
    Cid pinned = store.addFile(new ByteArrayInputStream(noise(2 * CHUNK + 11)));
    Cid loose = store.addFile(new ByteArrayInputStream(noise(2 * CHUNK + 12)));
    Block single = Block.of(Multicodec.RAW, noise(13));
    store.blocks().put(single);
    store.pin(new Pin(pinned, "ä name"));
    store.pin(new Pin(single.cid(), ""), PinScope.BLOCK);
    node.run("repo", "gc", "--quiet");
    assertThat(store.pins()).contains(new Pin(pinned, "ä name"));
    assertThat(store.pins(PinScope.BLOCK)).contains(new Pin(single.cid(), ""));
    assertThat(bytes(pinned, ByteRange.ALL)).isEqualTo(noise(2 * CHUNK + 11));
    assertThat(store.blocks().has(single.cid())).isTrue();
    assertThat(store.blocks().has(loose)).isFalse();
    assertThatThrownBy(() -> store.pin(new Pin(loose, "")))
        .isInstanceOf(MissingBlockException.class)
        .hasMessageContaining(loose.toString());
    store.unpin(pinned);
    store.unpin(pinned);
    store.unpin(single.cid());
    assertThat(store.pins()).doesNotContain(new Pin(pinned, "ä name"));
  }

  private static byte[] car(MemoryBlockStore blocks, Cid root) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (CarWriter writer = new CarWriter(out, List.of(root))) {
      writer.writeAll(DepthFirst.of(blocks, root));
    }
    return out.toByteArray();
  }

  private static byte[] bytes(Cid file, ByteRange range) throws IOException {
    try (InputStream in = store.open(file, range)) {
      return in.readAllBytes();
    }
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  private static byte[] noise(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }
}
