package net.neuralpro.connectors.storage.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.neuralpro.connectors.storage.ContentStore;
import net.neuralpro.connectors.storage.Pin;
import net.neuralpro.connectors.storage.SmallDisk;
import net.neuralpro.schemas.content.Cid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A workspace on a disk that fills up, or that nobody may write on. */
class FullDiskIT {
  @TempDir private Path folder;

  private final List<String> acknowledged = new ArrayList<>();
  private SmallDisk disk;
  private Workspace workspace;

  @BeforeEach
  void mount() throws IOException {
    disk = SmallDisk.mount(folder.resolve("disk"), 12);
    workspace = Workspace.open(disk.folder().resolve("home"));
  }

  @AfterEach
  void unmount() throws IOException {
    disk.close();
  }

  @Test
  void keepsWhatItAcknowledgedWhenTheDiskFillsAndGoesOnWhenThereIsRoom() throws IOException {
    IOException full =
        catchThrowableOfType(
            IOException.class,
            () -> {
              for (int turn = 0; turn < 100; turn++) {
                add(turn);
              }
            });
    assertThat(full)
        .hasMessageContaining("Cannot write " + workspace.home())
        .hasMessageContaining("No space left on device; perhaps");
    assertThat(acknowledged).hasSizeBetween(3, 30);
    Adder.verify(workspace, 1, acknowledged);
    workspace.pins().remove(cid(acknowledged.remove(2)));
    new GarbageCollection(workspace, GarbageCollection.Extent.DROP_CACHE).collect();
    assertThat(FolderFiles.of(workspace.home())).noneMatch(AtomicFile::isTemporary);
    add(101);
    Adder.verify(workspace, 1, acknowledged);
  }

  @Test
  void readsFromADiskThatNobodyMayWriteOnAndSaysSoToWhoeverTries() throws IOException {
    add(0);
    disk.makeReadOnly();
    Adder.verify(workspace, 1, acknowledged);
    assertThatThrownBy(() -> add(1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Cannot write " + workspace.home())
        .hasMessageContaining("Read-only file system; perhaps the folder is read-only");
    assertThatThrownBy(
            () -> new GarbageCollection(workspace, GarbageCollection.Extent.DROP_CACHE).collect())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Read-only file system");
  }

  private void add(int turn) throws IOException {
    try (ContentStore store = workspace.contents()) {
      Cid cid = store.addFile(new ByteArrayInputStream(Adder.bytes(1, turn)));
      store.pin(new Pin(cid, "turn " + turn));
      acknowledged.add(turn + " " + cid);
    }
  }

  private static Cid cid(String line) {
    return Cid.parse(line.split(" ")[1]);
  }
}
