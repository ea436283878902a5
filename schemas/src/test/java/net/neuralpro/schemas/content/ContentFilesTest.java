package net.neuralpro.schemas.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expected identifiers are Kubo's, profile unixfs-v1-2025. */
class ContentFilesTest {
  private static final int PATTERN = 251 * 256;

  private final MemoryBlockStore store = new MemoryBlockStore();
  private final ContentFiles files = new ContentFiles(store);

  @ParameterizedTest
  @CsvSource({
    "0, bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku",
    "1, bafkreidogqfzz75tpkmjzjke425xqcrmpcib2p5tg44hnbirumdbpl5adu",
    "1048576, bafkreig4nzoemmu6oam7zkmla75c3xey3ydekrciyrl2i7hqbermsadn5m",
    "1048577, bafybeicw2xvlvmbewjqq5b6hybq5y5ryg2lrntnbilzktqjn735sswpmoy",
    "3145733, bafybeickqgcvxhtadp3wawphth2tl2ewog7pbfn4y76n2k2ngkdg6sv7wa"
  })
  void namesFilesAsIpfsDoes(int size, String cid) throws IOException {
    assertThat(files.add(pattern(size))).hasToString(cid);
  }

  @ParameterizedTest
  @CsvSource({
    "1024, bafybeibqawkaltgjfdebq4no6nmfcvkcw7k52xqzclkwfmrkn6oxw7srmy",
    "1025, bafybeigt7wofv4vnxbg3titijasuw4ptg5kfztec4smsk7opdt7z6djoxq"
  })
  void balancesTheTreeAsIpfsDoes(int chunks, String cid) throws IOException {
    ContentWriter writer = files.create();
    byte[] zeros = new byte[ContentWriter.CHUNK_SIZE];
    for (int chunk = 0; chunk < chunks; chunk++) {
      writer.write(zeros);
    }
    writer.close();
    assertThat(writer.cid()).hasToString(cid);
    assertThat(files.size(writer.cid())).isEqualTo((long) chunks << 20);
    assertThat(files.stream(writer.cid()).skip(((long) chunks << 20) - 7)).isPositive();
  }

  @Property(tries = 40)
  void readsAnyRange(
      @ForAll @IntRange(max = 3_300_000) int size, @ForAll @IntRange(max = 3_300_000) int at)
      throws IOException {
    byte[] bytes = pattern(size);
    Cid cid = files.add(bytes);
    int from = Math.min(at, size);
    try (SeekableByteChannel channel = files.open(cid)) {
      assertThat(channel.size()).isEqualTo(size);
      ByteBuffer rest = ByteBuffer.allocate(size - from);
      channel.position(from);
      while (rest.hasRemaining()) {
        channel.read(rest);
      }
      assertThat(rest.array()).isEqualTo(Arrays.copyOfRange(bytes, from, size));
      assertThat(channel.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    }
  }

  @Test
  void saysWhichBlockIsMissing() throws IOException {
    Cid cid = files.add(pattern(2 << 20));
    Cid leaf = Links.of(store.require(cid)).get(1);
    BlockStore holed =
        new BlockStore() {
          @Override
          public void put(Block block) {
            store.put(block);
          }

          @Override
          public Optional<Block> get(Cid wanted) {
            return wanted.equals(leaf) ? Optional.empty() : store.get(wanted);
          }

          @Override
          public boolean has(Cid wanted) {
            return !wanted.equals(leaf);
          }
        };
    assertThatThrownBy(
            () -> {
              try (InputStream in = new ContentFiles(holed).stream(cid)) {
                in.readAllBytes();
              }
            })
        .isInstanceOf(MissingBlockException.class)
        .hasMessageContaining(leaf.toString());
  }

  @Property(tries = 300)
  void neverTrustsAnAlteredNode(@ForAll int seed) throws IOException {
    byte[] node = store.require(files.add(pattern((2 << 20) + 3))).bytes().clone();
    node[Math.floorMod(seed, node.length)] ^= (byte) (1 << Math.floorMod(seed >> 16, 8));
    Block block = Block.of(Multicodec.DAG_PB, node);
    store.put(block);
    try (InputStream in = files.stream(block.cid())) {
      assertThat(in.readAllBytes()).hasSize((2 << 20) + 3);
    } catch (IOException e) {
      assertThat(e).hasMessageStartingWith("Cannot ");
    }
  }

  private static byte[] pattern(int size) {
    byte[] bytes = new byte[size];
    for (int index = 0; index < size; index++) {
      int place = index % PATTERN;
      bytes[index] = (byte) (place * 31 + place / 251);
    }
    return bytes;
  }
}
