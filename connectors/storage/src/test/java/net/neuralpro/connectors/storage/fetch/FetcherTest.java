package net.neuralpro.connectors.storage.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import net.neuralpro.connectors.storage.BlockOrigin;
import net.neuralpro.connectors.storage.BlockStream;
import net.neuralpro.connectors.storage.ByteRange;
import net.neuralpro.connectors.storage.StorageException;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.Links;
import net.neuralpro.schemas.content.MemoryBlockStore;
import net.neuralpro.schemas.content.Multicodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetcherTest {
  private static final int CHUNK = 1 << 20;

  @TempDir private Path folder;

  private final MemoryBlockStore store = new MemoryBlockStore();

  @Test
  void fetchesFilesOfAllSizes() throws IOException {
    for (int size : new int[] {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 5 * CHUNK + 7}) {
      byte[] bytes = noise(size);
      assertThat(fetched(bytes, new Origin("a"))).isEqualTo(bytes);
    }
  }

  @Test
  void fetchesAFileOfEqualChunksThatAreSentOnce() throws IOException {
    byte[] bytes = new byte[6 * CHUNK + 3];
    assertThat(fetched(bytes, new Origin("a"))).isEqualTo(bytes);
  }

  @Test
  void goesOnElsewhereWhereAnOriginBreaksOff() throws IOException {
    byte[] bytes = noise(6 * CHUNK);
    Origin first = new Origin("first").endingAfter(4);
    Origin second = new Origin("second");
    assertThat(fetched(bytes, first, second)).isEqualTo(bytes);
    assertThat(second.ranges).containsExactly(ByteRange.from(3 * CHUNK));
  }

  @Test
  void goesOnWhereTheTimeBeforeEnded() throws IOException {
    byte[] bytes = noise(6 * CHUNK);
    Path target = folder.resolve("resumed");
    Files.write(target, Arrays.copyOf(bytes, 4 * CHUNK + 100));
    Origin origin = new Origin("a");
    assertThat(fetched(bytes, target, origin)).isEqualTo(bytes);
    assertThat(origin.ranges).containsExactly(ByteRange.from(4 * CHUNK));
  }

  @Test
  void keepsNothingThatIsNotOfTheFile() throws IOException {
    byte[] bytes = noise(3 * CHUNK);
    Path target = folder.resolve("altered");
    byte[] altered = Arrays.copyOf(bytes, 4 * CHUNK);
    altered[CHUNK + 5] ^= 1;
    Files.write(target, altered);
    assertThat(fetched(bytes, target, new Origin("a"))).isEqualTo(bytes);
  }

  @Test
  void refusesBlocksOfAnotherFile() throws IOException {
    Cid other = new ContentFiles(store).add(noise(2 * CHUNK + 9));
    byte[] bytes = noise(2 * CHUNK);
    assertThatThrownBy(() -> fetched(bytes, new Origin("liar").servingInstead(other)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("liar")
        .hasMessageContaining("comes next")
        .cause()
        .extracting(cause -> ((StorageException) cause).rule())
        .isEqualTo("FETCH-ORDER");
  }

  @Test
  void refusesAnOriginThatNeverEnds() throws IOException {
    byte[] bytes = noise(2 * CHUNK);
    assertThatThrownBy(() -> fetched(bytes, new Origin("endless").repeatingTheRoot()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the same blocks again and again");
  }

  @Test
  void refusesAFileThatIsLongerThanWasSaid() throws IOException {
    Cid cid = new ContentFiles(store).add(noise(2 * CHUNK));
    Path target = folder.resolve("longer");
    assertThatThrownBy(
            () ->
                new Fetcher(List.of(new Origin("a")))
                    .fetch(new WantedFile(cid, CHUNK, target), bytes -> {}))
        .hasMessageContaining("holds 2097152 bytes of it where 1048576 were declared");
  }

  @Test
  void saysWhichBlockNobodyHas() {
    Cid cid = Cid.of(Multicodec.RAW, new byte[] {1});
    assertThatThrownBy(() -> new Fetcher(List.of(new Origin("a"), new Origin("b"))).block(cid))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Cannot fetch block " + cid + " from a, b")
        .hasMessageContaining("does not have block " + cid);
  }

  @Test
  void doesNotAskElsewhereWhenTheTargetCannotBeWritten() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    Cid cid = new ContentFiles(store).add(noise(10));
    Origin origin = new Origin("a");
    assertThatThrownBy(
            () ->
                new Fetcher(List.of(origin))
                    .fetch(new WantedFile(cid, 10, file.resolve("below")), bytes -> {}))
        .isInstanceOf(UnwritableTargetException.class)
        .hasMessageContaining("Cannot write");
    assertThat(origin.ranges).isEmpty();
  }

  private byte[] fetched(byte[] bytes, Origin... origins) throws IOException {
    return fetched(bytes, Files.createTempDirectory(folder, "f").resolve("file"), origins);
  }

  private byte[] fetched(byte[] bytes, Path target, Origin... origins) throws IOException {
    Cid cid = new ContentFiles(store).add(bytes);
    AtomicLong told = new AtomicLong();
    new Fetcher(List.of(origins)).fetch(new WantedFile(cid, bytes.length, target), told::addAndGet);
    assertThat(told).hasValue(bytes.length);
    return Files.readAllBytes(target);
  }

  private static byte[] noise(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  /** An origin with the faults that a real one cannot be made to have. */
  private final class Origin implements BlockOrigin {
    private final String name;
    private final List<ByteRange> ranges = new ArrayList<>();
    private int limit = Integer.MAX_VALUE;
    private boolean endless;
    private Optional<Cid> instead = Optional.empty();

    Origin(String name) {
      this.name = name;
    }

    Origin endingAfter(int blocks) {
      limit = blocks;
      return this;
    }

    Origin servingInstead(Cid file) {
      instead = Optional.of(file);
      return this;
    }

    Origin repeatingTheRoot() {
      endless = true;
      return this;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Optional<Block> block(Cid cid) {
      return store.get(cid);
    }

    @Override
    public BlockStream blocks(Cid file, ByteRange range) throws IOException {
      ranges.add(range);
      List<Block> all = new ArrayList<>();
      collect(instead.orElse(file), all);
      long skipped = 0;
      List<Block> wanted = new ArrayList<>();
      for (Block block : all) {
        boolean chunk = block.cid().codec() == Multicodec.RAW;
        if (!chunk || skipped >= range.start()) {
          wanted.add(block);
        }
        skipped += chunk ? block.bytes().length : 0;
      }
      Iterator<Block> blocks = wanted.stream().distinct().limit(limit).iterator();
      return new BlockStream() {
        @Override
        public Optional<Block> next() {
          return endless
              ? Optional.of(wanted.get(0))
              : blocks.hasNext() ? Optional.of(blocks.next()) : Optional.empty();
        }

        @Override
        public void close() {}
      };
    }

    private void collect(Cid cid, List<Block> blocks) throws IOException {
      Block block = store.require(cid);
      blocks.add(block);
      for (Cid link : Links.of(block)) {
        collect(link, blocks);
      }
    }

    @Override
    public void close() {}
  }
}
