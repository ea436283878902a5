package net.neuralpro.connectors.storage.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.Multicodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBlockStoreTest {
  private static final Block BLOCK =
      Block.of(Multicodec.RAW, "block".getBytes(StandardCharsets.UTF_8));

  @TempDir Path folder;

  @Test
  void givesBackWhatWasPut() throws IOException {
    EmbeddedBlockStore store = EmbeddedBlockStore.open(folder);
    assertThat(store.get(BLOCK.cid())).isEmpty();
    store.put(BLOCK);
    store.put(BLOCK);
    assertThat(EmbeddedBlockStore.open(folder).require(BLOCK.cid()).bytes())
        .isEqualTo(BLOCK.bytes());
    assertThat(store.has(BLOCK.cid())).isTrue();
  }

  @Test
  void refusesAnAlteredBlockAndNamesItsFile() throws IOException {
    EmbeddedBlockStore store = EmbeddedBlockStore.open(folder);
    store.put(BLOCK);
    Path file = blockFiles().get(0);
    Files.writeString(file, "blocc");
    assertThatThrownBy(() -> store.get(BLOCK.cid())).hasMessageContaining(file.toString());
  }

  @Test
  void writesAnewWhatWasCutOff() throws IOException {
    EmbeddedBlockStore store = EmbeddedBlockStore.open(folder);
    store.put(BLOCK);
    Files.writeString(blockFiles().get(0), "");
    store.put(BLOCK);
    assertThat(store.require(BLOCK.cid()).bytes()).isEqualTo(BLOCK.bytes());
  }

  @Test
  void refusesAFolderOfAnotherLayout() throws IOException {
    Files.writeString(folder.resolve("SHARDING"), "/repo/flatfs/shard/v1/prefix/2\n");
    assertThatThrownBy(() -> EmbeddedBlockStore.open(folder))
        .hasMessageContaining("names another layout");
  }

  @Test
  void leavesNothingHalfWritten() throws IOException {
    EmbeddedBlockStore store = EmbeddedBlockStore.open(folder);
    for (int index = 0; index < 50; index++) {
      store.put(Block.of(Multicodec.RAW, new byte[index]));
    }
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.filter(file -> file.toString().endsWith(".tmp"))).isEmpty();
    }
  }

  private List<Path> blockFiles() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".data")).toList();
    }
  }
}
