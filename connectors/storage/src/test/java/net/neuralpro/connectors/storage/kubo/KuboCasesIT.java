package net.neuralpro.connectors.storage.kubo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import net.neuralpro.connectors.storage.contents.LastBlock;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our identifiers are Kubo's where trees get another level and folders become tries. */
class KuboCasesIT {
  private static final int CHUNK = 1 << 20;

  /** The largest folder in one block, bytes. */
  private static final int THRESHOLD = 256 << 10;

  /** Bytes of a folder's block without entries. */
  private static final int EMPTY_FOLDER = 4;

  /** Bytes of an entry besides its name of 128 to 255 bytes and its tree size of one byte. */
  private static final int ENTRY = 46;

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

  @ParameterizedTest
  @ValueSource(longs = {0, 1, CHUNK, CHUNK + 1, 500L * CHUNK, 1024L * CHUNK, 1025L * CHUNK})
  void namesFilesAsKuboDoes(long size) throws IOException {
    Path file = folder.resolve("file");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(size);
      for (long chunk = 0; chunk * CHUNK + Long.BYTES <= size; chunk++) {
        sparse.seek(chunk * CHUNK);
        sparse.writeLong(chunk + 1);
      }
    }
    Cid ours = new ContentFiles(new LastBlock()).add(file);
    assertThat(ours).hasToString(onlyHash(file));
  }

  @Test
  void namesFoldersAsKuboDoesOnBothSidesOfTheThreshold() throws IOException {
    for (int excess : new int[] {0, 1}) {
      Path tree = Files.createDirectory(folder.resolve("threshold" + excess));
      int rest = THRESHOLD + excess - EMPTY_FOLDER;
      int largest = ENTRY + 255;
      for (int index = 0; rest > 0; index++) {
        int entry = rest > 2 * largest ? ENTRY + 200 : rest > largest ? rest / 2 : rest;
        String name = "%03d-".formatted(index);
        Files.writeString(tree.resolve(name + "n".repeat(entry - ENTRY - name.length())), "x");
        rest -= entry;
      }
      assertThat(store.add(tree, read -> {})).hasToString(onlyHash(tree));
    }
  }

  @Test
  void namesAFolderOfThousandsAsKuboDoes() throws IOException {
    Path tree = Files.createDirectory(folder.resolve("many"));
    for (int index = 0; index < 6000; index++) {
      Files.writeString(tree.resolve("entry-" + index + "-é"), Integer.toString(index));
    }
    assertThat(store.add(tree, read -> {})).hasToString(onlyHash(tree));
  }

  private static String onlyHash(Path path) throws IOException {
    return node.run("add", "--recursive", "--only-hash", "--quieter", path.toString());
  }
}
