package net.neuralpro.schemas.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileChunksTest {
  private Path file;

  @BeforeProperty
  void makeAFile() throws IOException {
    file = Files.createTempFile("chunks-", ".bin");
  }

  @AfterProperty
  void deleteIt() throws IOException {
    Files.delete(file);
  }

  @Property(tries = 40)
  void namesAFileAlikeHoweverItIsRead(
      @ForAll @IntRange(max = 6_300_000) int size,
      @ForAll @IntRange(min = 1, max = 700_000) int piece,
      @ForAll @IntRange(min = 2, max = 5) int threads)
      throws IOException {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    Files.write(file, bytes);
    MemoryBlockStore streamed = new MemoryBlockStore();
    ContentWriter writer = new ContentFiles(streamed).create();
    for (int done = 0; done < size; done += piece) {
      writer.write(bytes, done, Math.min(piece, size - done));
    }
    writer.close();
    MemoryBlockStore kept = new MemoryBlockStore();
    ContentFiles files = new ContentFiles(kept);
    assertThat(files.add(file, threads)).isEqualTo(writer.cid());
    assertThat(files.read(writer.cid(), size)).isEqualTo(bytes);
    assertThat(new ContentFiles(new MemoryBlockStore()).add(file)).isEqualTo(writer.cid());
    assertThat(ContentFiles.identify(file, 1)).isEqualTo(writer.cid());
    assertThat(ContentFiles.identify(file, threads)).isEqualTo(writer.cid());
    assertThat(new ContentFolders(kept).file(writer.cid()).treeSize())
        .isEqualTo(writer.part().treeSize());
  }

  @Test
  void namesAFileOfMoreThanAWindowAsIpfsDoes(@TempDir Path folder) throws IOException {
    Path zeros = folder.resolve("zeros");
    try (var channel =
        Files.newByteChannel(
            zeros,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE)) {
      channel.position((1025L << 20) - 1).write(ByteBuffer.allocate(1));
    }
    assertThat(ContentFiles.identify(zeros, 2))
        .hasToString("bafybeigt7wofv4vnxbg3titijasuw4ptg5kfztec4smsk7opdt7z6djoxq");
  }

  @Test
  void passesOnThatABlockCannotBeKept(@TempDir Path folder) throws IOException {
    Path large = Files.write(folder.resolve("large"), new byte[3 << 20]);
    BlockStore full =
        new BlockStore() {
          @Override
          public void put(Block block) throws IOException {
            throw new IOException("Cannot keep it: the disk is full");
          }

          @Override
          public Optional<Block> get(Cid cid) {
            return Optional.empty();
          }

          @Override
          public boolean has(Cid cid) {
            return false;
          }
        };
    for (int threads = 1; threads <= 2; threads++) {
      int some = threads;
      assertThatThrownBy(() -> new ContentFiles(full).add(large, some))
          .isInstanceOf(IOException.class)
          .hasMessage("Cannot keep it: the disk is full");
    }
  }

  @Test
  void refusesAFileThatGrowsMeanwhile(@TempDir Path folder) throws IOException {
    Path growing = Files.write(folder.resolve("growing"), new byte[10]);
    BlockStore writer =
        new BlockStore() {
          @Override
          public void put(Block block) throws IOException {
            Files.write(growing, new byte[20]);
          }

          @Override
          public Optional<Block> get(Cid cid) {
            return Optional.empty();
          }

          @Override
          public boolean has(Cid cid) {
            return false;
          }
        };
    assertThatThrownBy(() -> new ContentFiles(writer).add(growing, 1))
        .hasMessageContaining("it is no longer the 10 bytes that it was");
  }

  @Test
  void needsAThread() {
    assertThatThrownBy(() -> ContentFiles.identify(Path.of("none"), 0))
        .hasMessage("Cannot add a file with 0 threads");
  }
}
