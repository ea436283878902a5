package net.neuralpro.connectors.storage.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import net.neuralpro.connectors.storage.ByteRange;
import net.neuralpro.connectors.storage.ContentStore;
import net.neuralpro.connectors.storage.Pin;
import net.neuralpro.connectors.storage.StorageException;
import net.neuralpro.connectors.storage.embedded.GarbageCollection.Extent;
import net.neuralpro.connectors.storage.embedded.GarbageCollection.Report;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.derivation.Derivation;
import net.neuralpro.schemas.derivation.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GarbageCollectionTest {
  private static final int CHUNK = 1 << 20;

  @TempDir private Path folder;

  private Workspace workspace;

  private record Parameters(int turns) {}

  @BeforeEach
  void openWorkspace() throws IOException {
    workspace = Workspace.open(folder.resolve("home"));
  }

  private static Cid add(ContentStore store, int size, int salt) throws IOException {
    byte[] bytes = new byte[size];
    bytes[0] = (byte) salt;
    bytes[size - 1] = (byte) salt;
    return store.addFile(new ByteArrayInputStream(bytes));
  }

  private Report collect(Extent extent) throws IOException {
    return new GarbageCollection(workspace, extent).collect();
  }

  @Test
  void deletesWhatNothingNeedsAndKeepsWhatIsPinned() throws IOException {
    Cid pinned;
    Cid loose;
    try (ContentStore store = workspace.contents()) {
      pinned = add(store, 2 * CHUNK, 1);
      loose = add(store, 2 * CHUNK, 2);
      store.pin(new Pin(pinned, "kept"));
    }
    Report plan = new GarbageCollection(workspace, Extent.KEEP_CACHE).plan();
    assertThat(plan.deletedBlocks()).isEqualTo(3);
    assertThat(plan.keptBlocks()).isEqualTo(3);
    assertThat(collect(Extent.KEEP_CACHE)).isEqualTo(plan);
    try (ContentStore store = workspace.contents()) {
      assertThat(store.open(pinned, ByteRange.ALL).readAllBytes()).hasSize(2 * CHUNK);
      assertThat(store.blocks().has(loose)).isFalse();
    }
  }

  @Test
  void keepsWhatWasDerivedUnlessItIsToBeDropped() throws IOException {
    Cid input;
    Cid output;
    Derivation derivation;
    try (ContentStore store = workspace.contents()) {
      input = add(store, CHUNK + 1, 3);
      output = add(store, CHUNK + 1, 4);
      derivation =
          Derivation.of("turn", "00112233445566778899", new Parameters(1), Map.of("in", input));
      store.blocks().put(derivation.block());
      workspace
          .outcomes()
          .record(new Outcome.Produced(derivation.cid(), new TreeMap<>(Map.of("out", output))));
    }
    assertThat(collect(Extent.KEEP_CACHE).deletedBlocks()).isZero();
    Report dropped = collect(Extent.DROP_CACHE);
    assertThat(dropped.outcomes()).isEqualTo(1);
    assertThat(dropped.keptBlocks()).isZero();
    assertThat(workspace.outcomes().find(derivation.cid())).isEmpty();
  }

  @Test
  void refusesWhileAnybodyHasTheStoreOpen() throws IOException {
    try (ContentStore store = workspace.contents()) {
      add(store, 5, 5);
      assertThatThrownBy(() -> collect(Extent.KEEP_CACHE))
          .isInstanceOfSatisfying(
              StorageException.class, e -> assertThat(e.rule()).isEqualTo("STORE-IN-USE"));
    }
    assertThat(collect(Extent.KEEP_CACHE).deletedBlocks()).isEqualTo(1);
  }

  @Test
  void deletesNothingIfAPinIsNotWhole() throws IOException {
    Cid pinned;
    try (ContentStore store = workspace.contents()) {
      pinned = add(store, 2 * CHUNK, 6);
      add(store, 7, 7);
      store.pin(new Pin(pinned, ""));
    }
    Files.delete(BlockFile.path(workspace.blocksFolder(), pinned));
    assertThatThrownBy(() -> collect(Extent.KEEP_CACHE))
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.rule()).isEqualTo("STORE-PIN-INCOMPLETE"));
    StoreCheck.Report report = new StoreCheck(workspace, read -> {}).check();
    assertThat(report.blocks()).isEqualTo(3);
    assertThat(report.problems())
        .singleElement()
        .satisfies(it -> assertThat(it.fault()).isEqualTo(StoreCheck.Fault.INCOMPLETE_PIN));
  }

  @Test
  void findsAFlippedBitInAnyBlockAndMovesItAway() throws IOException {
    Cid root;
    try (ContentStore store = workspace.contents()) {
      root = add(store, 2 * CHUNK, 8);
    }
    for (Path file : FolderFiles.of(workspace.blocksFolder())) {
      if (BlockFile.of(workspace.blocksFolder(), file).multihash().isEmpty()) {
        continue;
      }
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length / 2] ^= 4;
      Files.write(file, bytes);
      try (ContentStore store = workspace.contents()) {
        assertThatThrownBy(() -> store.open(root, ByteRange.ALL).readAllBytes())
            .isInstanceOfSatisfying(
                StorageException.class, e -> assertThat(e.rule()).isEqualTo("STORE-ALTERED"))
            .hasMessageContaining(file.toString());
      }
      assertThat(new StoreCheck(workspace, read -> {}).repair().problems())
          .singleElement()
          .satisfies(it -> assertThat(it.fault()).isEqualTo(StoreCheck.Fault.ALTERED));
      try (ContentStore store = workspace.contents()) {
        add(store, 2 * CHUNK, 8);
        assertThat(store.open(root, ByteRange.ALL).readAllBytes()).hasSize(2 * CHUNK);
      }
    }
    assertThat(FolderFiles.of(workspace.quarantineFolder())).hasSize(3);
  }

  @Test
  void keepsRecordsOfWhatPeopleMade() throws IOException {
    Derivation derivation =
        Derivation.of("turn", "00112233445566778899", new Parameters(2), Map.of());
    try (ContentStore store = workspace.contents()) {
      store.blocks().put(derivation.block());
      store.blocks().put(DagJson.block(new Parameters(3)));
    }
    assertThat(collect(Extent.KEEP_CACHE))
        .satisfies(it -> assertThat(it.keptBlocks()).isEqualTo(1))
        .satisfies(it -> assertThat(it.deletedBlocks()).isEqualTo(1));
  }
}
