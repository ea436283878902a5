package net.neuralpro.connectors.storage.car;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.neuralpro.connectors.storage.ByteRange;
import net.neuralpro.connectors.storage.StorageException;
import net.neuralpro.connectors.storage.car.DepthFirst.Repeats;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.Links;
import net.neuralpro.schemas.content.MemoryBlockStore;
import net.neuralpro.schemas.content.Multicodec;
import org.junit.jupiter.api.Test;

class DepthFirstTest {
  private static final int CHUNK = 1 << 20;

  private final MemoryBlockStore store = new MemoryBlockStore();

  @Test
  void givesTheRootThenItsLinksInOrder() throws IOException {
    Cid file = noise(3 * CHUNK);
    List<Cid> chunks = Links.of(store.require(file));
    assertThat(walk(DepthFirst.of(store, file)))
        .containsExactly(file, chunks.get(0), chunks.get(1), chunks.get(2));
  }

  @Test
  void givesARepeatedBlockOnceOrEachTime() throws IOException {
    Cid file = new ContentFiles(store).add(new byte[3 * CHUNK]);
    Cid chunk = Links.of(store.require(file)).get(0);
    assertThat(walk(DepthFirst.of(store, file))).containsExactly(file, chunk);
    assertThat(walk(DepthFirst.ofFile(store, file, ByteRange.ALL, Repeats.GIVEN)))
        .containsExactly(file, chunk, chunk, chunk);
  }

  @Test
  void givesWhatHoldsBytesOfTheRange() throws IOException {
    Cid file = noise(4 * CHUNK);
    List<Cid> chunks = Links.of(store.require(file));
    assertThat(range(file, CHUNK, 3 * CHUNK)).containsExactly(file, chunks.get(1), chunks.get(2));
    assertThat(range(file, CHUNK - 1, 3 * CHUNK + 1))
        .containsExactly(file, chunks.get(0), chunks.get(1), chunks.get(2), chunks.get(3));
    assertThat(range(file, 3 * CHUNK, Long.MAX_VALUE)).containsExactly(file, chunks.get(3));
    assertThat(range(file, 9 * CHUNK, Long.MAX_VALUE)).containsExactly(file);
    assertThat(range(file, 5, 5)).containsExactly(file);
  }

  @Test
  void givesAllOfTheRangeWhereANodeIsRepeated() throws IOException {
    Cid first = chunk(1);
    Cid second = chunk(2);
    Cid half = node(List.of(first, second), 1);
    Cid file = node(List.of(half, half), 2);
    assertThat(walk(DepthFirst.ofFile(store, file, new ByteRange(1, 3), Repeats.LEFT_OUT)))
        .containsExactly(file, half, second, first);
    assertThat(range(file, 1, 3)).containsExactly(file, half, second, half, first);
  }

  @Test
  void refusesANodeThatHoldsMoreThanWasDeclared() throws IOException {
    Cid half = node(List.of(chunk(1), chunk(2)), 1);
    Cid file = node(List.of(half), 7);
    assertThatThrownBy(() -> range(file, 1, 3))
        .hasMessageContaining("it holds 2 bytes of a file where 7 were declared");
  }

  @Test
  void tellsTheLengthOfACarWithoutReadingChunks() throws IOException {
    Cid file = noise(3 * CHUNK + 100);
    MemoryBlockStore nodes = new MemoryBlockStore();
    nodes.put(store.require(file));
    ByteRange range = new ByteRange(CHUNK, Long.MAX_VALUE);
    ByteArrayOutputStream car = new ByteArrayOutputStream();
    try (CarWriter writer = new CarWriter(car, List.of(file))) {
      writer.writeAll(DepthFirst.ofFile(store, file, range, Repeats.GIVEN));
    }
    assertThat(
            CarWriter.length(List.of(file), DepthFirst.ofFile(nodes, file, range, Repeats.GIVEN)))
        .isEqualTo(car.size());
  }

  @Test
  void refusesAGraphThatIsTooDeep() {
    Cid cid = Cid.of(Multicodec.RAW, new byte[0]);
    for (int depth = 0; depth < 300; depth++) {
      Block block = DagJson.block(Map.of("below", cid));
      store.put(block);
      cid = block.cid();
    }
    Cid root = cid;
    assertThatThrownBy(() -> walk(DepthFirst.of(store, root)))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("more than 64 levels deep");
  }

  private List<Cid> range(Cid file, long start, long end) throws IOException {
    return walk(DepthFirst.ofFile(store, file, new ByteRange(start, end), Repeats.GIVEN));
  }

  private static List<Cid> walk(DepthFirst walk) throws IOException {
    List<Cid> cids = new ArrayList<>();
    for (Optional<Block> block = walk.next(); block.isPresent(); block = walk.next()) {
      cids.add(block.get().cid());
    }
    return cids;
  }

  private Cid noise(int size) throws IOException {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return new ContentFiles(store).add(bytes);
  }

  private Cid chunk(int value) {
    Block block = Block.of(Multicodec.RAW, new byte[] {(byte) value});
    store.put(block);
    return block.cid();
  }

  /** A file node whose parts are of one size each. */
  private Cid node(List<Cid> parts, int size) {
    ByteArrayOutputStream sizes = new ByteArrayOutputStream();
    sizes.writeBytes(new byte[] {0x08, 2, 0x18, (byte) (parts.size() * size)});
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Cid part : parts) {
      sizes.writeBytes(new byte[] {0x20, (byte) size});
      bytes.writeBytes(new byte[] {0x12, 38, 0x0a, 36});
      bytes.writeBytes(part.bytes());
    }
    bytes.write(0x0a);
    bytes.write(sizes.size());
    bytes.writeBytes(sizes.toByteArray());
    Block block = Block.of(Multicodec.DAG_PB, bytes.toByteArray());
    store.put(block);
    return block.cid();
  }
}
