package net.neuralpro.pipelines.flows.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import net.neuralpro.connectors.storage.BlockOrigin;
import net.neuralpro.connectors.storage.BlockStream;
import net.neuralpro.connectors.storage.ByteRange;
import net.neuralpro.connectors.storage.fetch.Fetcher;
import net.neuralpro.pipelines.flows.dataset.DatasetFolder;
import net.neuralpro.pipelines.flows.dataset.DatasetVerification;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.Links;
import net.neuralpro.schemas.content.MemoryBlockStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PullTest {
  @TempDir private Path folder;

  private final MemoryBlockStore store = new MemoryBlockStore();
  private Parcel parcel;
  private Path target;

  @BeforeEach
  void publish() throws IOException {
    parcel = new SampleDataset(store).published(folder.resolve("published"));
    target = folder.resolve("pulled");
  }

  @Test
  void fetchesADatasetToTheByte() throws Exception {
    Pull.Pulled pulled = pull(new Origin(), Selection.ALL);
    assertThat(pulled.isWhole()).isTrue();
    assertThat(pulled.fetched()).isEqualTo(7);
    assertThat(DatasetVerification.verify(target, bytes -> {})).isEmpty();
    assertThat(DatasetFolder.open(target).root()).isEqualTo(parcel.root().cid());
    assertThat(DatasetFolder.open(target).isPartial()).isFalse();
    assertThat(folder.resolve(".pulled.partial")).doesNotExist();
  }

  @Test
  void goesOnWhereAnOriginWentAway() throws Exception {
    Origin failing = new Origin();
    failing.left = 6;
    assertThatThrownBy(() -> pull(failing, Selection.ALL))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Cannot fetch file")
        .hasMessageContaining("gone");
    assertThat(target).doesNotExist();
    Origin second = new Origin();
    Pull.Pulled pulled = pull(second, Selection.ALL);
    assertThat(pulled.isWhole()).isTrue();
    assertThat(second.chunks).hasValueLessThan(11);
    assertThat(DatasetVerification.verify(target, bytes -> {})).isEmpty();
  }

  @Test
  void fetchesOnlyWhatIsWantedAndTheRestLater() throws Exception {
    Pull.Pulled pulled = pull(new Origin(), Selection.parse(List.of("data", "lineage")));
    assertThat(pulled.isWhole()).isFalse();
    assertThat(pulled.files()).isEqualTo(6);
    assertThat(target.resolve("448x256/videos")).doesNotExist();
    assertThat(DatasetFolder.open(target).isPartial()).isTrue();
    assertThat(DatasetVerification.verify(target, bytes -> {})).isEmpty();
    Pull.Pulled rest = pull(new Origin(), Selection.ALL);
    assertThat(rest.fetched()).isOne();
    assertThat(rest.isWhole()).isTrue();
    assertThat(DatasetFolder.open(target).isPartial()).isFalse();
    assertThat(DatasetVerification.verify(target, bytes -> {})).isEmpty();
  }

  @Test
  void fetchesAnewWhatWasAltered() throws Exception {
    pull(new Origin(), Selection.ALL);
    Path file = target.resolve("448x256/data/chunk-000/file-000.parquet");
    byte[] bytes = Files.readAllBytes(file);
    bytes[77] ^= 4;
    Files.write(file, bytes);
    assertThat(pull(new Origin(), Selection.ALL).fetched()).isOne();
    assertThat(DatasetVerification.verify(target, done -> {})).isEmpty();
  }

  @Test
  void leavesAnotherFolderAlone() throws IOException {
    Files.createDirectories(target);
    Path mine = Files.writeString(target.resolve("mine"), "mine");
    assertThatThrownBy(() -> pull(new Origin(), Selection.ALL))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining("something else is there");
    assertThat(mine).hasContent("mine");
  }

  @Test
  void refusesWordsThatSelectNothing() {
    assertThatThrownBy(() -> Selection.parse(List.of("trains")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Cannot select 'trains': a split (test, train, validation)");
  }

  private Pull.Pulled pull(Origin origin, Selection selection) throws Exception {
    Fetcher fetcher = new Fetcher(List.of(origin));
    ParcelSource source = ParcelSource.of(fetcher, parcel.root().cid(), SampleDataset.NO_KEY);
    return new Pull(source, selection, 2).pull(target, SampleDataset.SILENT);
  }

  /** An origin that goes away after some chunks, as no server can be made to do at one byte. */
  private final class Origin implements BlockOrigin {
    private final AtomicInteger chunks = new AtomicInteger();
    private int left = Integer.MAX_VALUE;

    @Override
    public String name() {
      return "origin";
    }

    @Override
    public Optional<Block> block(Cid cid) {
      return store.get(cid);
    }

    @Override
    public BlockStream blocks(Cid file, ByteRange range) {
      Deque<Cid> open = new ArrayDeque<>(List.of(file));
      long[] position = {0};
      return new BlockStream() {
        @Override
        public Optional<Block> next() throws IOException {
          while (!open.isEmpty()) {
            Block block = store.require(open.pop());
            List<Cid> links = Links.of(block);
            for (int index = links.size() - 1; index >= 0; index--) {
              open.push(links.get(index));
            }
            if (!links.isEmpty()) {
              return Optional.of(block);
            }
            position[0] += block.bytes().length;
            if (position[0] > range.start() || range.start() == 0) {
              if (chunks.incrementAndGet() > left) {
                throw new IOException("gone");
              }
              return Optional.of(block);
            }
          }
          return Optional.empty();
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public void close() {}
  }
}
