package net.neuralpro.connectors.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.neuralpro.connectors.storage.car.CarReader;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFolders;
import net.neuralpro.schemas.content.MissingBlockException;
import net.neuralpro.schemas.content.Multicodec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every store of contents keeps to, wherever its blocks are. The expected identifiers are
 * Kubo's, profile unixfs-v1-2025.
 */
public abstract class ContentStoreContract {
  private static final int CHUNK = 1 << 20;
  private static final int PATTERN = 251 * 256;

  @TempDir Path temporary;

  private ContentStore store;

  /** A store that may hold other things, but nothing that a test of this contract adds. */
  protected abstract ContentStore openEmpty() throws Exception;

  /** The same store opened anew, as another process would see it. */
  protected abstract ContentStore openAgain() throws Exception;

  @BeforeEach
  void openStore() throws Exception {
    store = openEmpty();
  }

  @AfterEach
  void closeStore() throws IOException {
    store.close();
  }

  /** Bytes that do not repeat from one chunk to the next, and that differ between stores. */
  protected static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    for (int index = 0; index < size; index++) {
      int at = index % PATTERN;
      bytes[index] = (byte) (at * 31 + at / 251);
    }
    return bytes;
  }

  private Cid add(byte[] bytes) throws IOException {
    return store.addFile(new ByteArrayInputStream(bytes));
  }

  private static byte[] read(ContentStore store, Cid cid, ByteRange range) throws IOException {
    try (InputStream in = store.open(cid, range)) {
      return in.readAllBytes();
    }
  }

  private static Block text(String text) {
    return Block.of(Multicodec.RAW, text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void givesBackEveryBlockThatWasPutOnceOrTwice() throws Exception {
    Block block = text("a block of the contract");
    assertThat(store.blocks().get(block.cid())).isEmpty();
    assertThat(store.blocks().has(block.cid())).isFalse();
    store.blocks().put(block);
    store.blocks().put(block);
    assertThat(store.blocks().has(block.cid())).isTrue();
    assertThat(store.blocks().require(block.cid()).bytes()).isEqualTo(block.bytes());
    try (ContentStore again = openAgain()) {
      assertThat(again.blocks().require(block.cid()).bytes()).isEqualTo(block.bytes());
    }
  }

  @Test
  void saysWhichBlockIsMissing() {
    Cid missing = text("never put").cid();
    assertThatThrownBy(() -> store.blocks().require(missing))
        .isInstanceOf(MissingBlockException.class)
        .hasMessageContaining(missing.toString());
    assertThatThrownBy(() -> read(store, missing, ByteRange.ALL))
        .isInstanceOf(MissingBlockException.class);
    assertThatThrownBy(() -> store.pin(new Pin(missing, "")))
        .isInstanceOf(MissingBlockException.class);
    assertThatThrownBy(() -> store.exportCar(missing, new ByteArrayOutputStream()))
        .isInstanceOf(MissingBlockException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "0, bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku",
    "1, bafkreidogqfzz75tpkmjzjke425xqcrmpcib2p5tg44hnbirumdbpl5adu",
    "1048576, bafkreig4nzoemmu6oam7zkmla75c3xey3ydekrciyrl2i7hqbermsadn5m",
    "1048577, bafybeicw2xvlvmbewjqq5b6hybq5y5ryg2lrntnbilzktqjn735sswpmoy",
    "3145733, bafybeickqgcvxhtadp3wawphth2tl2ewog7pbfn4y76n2k2ngkdg6sv7wa"
  })
  void namesFilesAsIpfsDoesAndGivesThemBack(int size, String cid) throws Exception {
    byte[] bytes = bytes(size);
    assertThat(add(bytes)).hasToString(cid);
    assertThat(add(bytes)).hasToString(cid);
    assertThat(read(store, Cid.parse(cid), ByteRange.ALL)).isEqualTo(bytes);
    try (ContentStore again = openAgain()) {
      assertThat(read(again, Cid.parse(cid), ByteRange.ALL)).isEqualTo(bytes);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0, 1",
    "1048575, 1048577",
    "1048576, 1048576",
    "2097152, 3145734",
    "3145733, 4000000",
    "5000000, 6000000",
    "7, 9223372036854775807"
  })
  void opensAnyRangeOfAFile(long start, long end) throws IOException {
    byte[] bytes = bytes(3 * CHUNK + 5);
    Cid cid = add(bytes);
    int from = (int) Math.min(start, bytes.length);
    int to = (int) Math.min(end, bytes.length);
    assertThat(read(store, cid, new ByteRange(start, end)))
        .isEqualTo(Arrays.copyOfRange(bytes, from, to));
  }

  @Test
  void addsFoldersThatCanBeWalked() throws IOException {
    Path folder = Files.createDirectories(temporary.resolve("folder"));
    Files.createDirectories(folder.resolve("in/neu – größer"));
    Files.createDirectories(folder.resolve("nothing"));
    Files.writeString(folder.resolve("a.txt"), "one");
    Files.write(folder.resolve("in/neu – größer/日本.bin"), bytes(CHUNK + 3));
    Cid root = store.add(folder, read -> {});
    ContentFolders folders = new ContentFolders(store.blocks());
    assertThat(folders.list(root).keySet()).containsExactly("a.txt", "in", "nothing");
    Cid file = folders.find(root, "in/neu – größer/日本.bin").orElseThrow();
    assertThat(read(store, file, ByteRange.ALL)).isEqualTo(bytes(CHUNK + 3));
    assertThat(store.add(folder, read -> {})).isEqualTo(root);
  }

  @Test
  void refusesAFolderThatHoldsALink() throws IOException {
    Path folder = Files.createDirectories(temporary.resolve("linked"));
    Files.createSymbolicLink(folder.resolve("link"), Path.of("nowhere"));
    assertThatThrownBy(() -> store.add(folder, read -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("link");
  }

  /** Blocks of a file that no store has been given. */
  private byte[] foreignCar(int salt) throws IOException {
    byte[] bytes = bytes(2 * CHUNK + salt);
    bytes[5] ^= (byte) 0x55;
    bytes[CHUNK + 5] ^= (byte) 0x66;
    bytes[2 * CHUNK] ^= (byte) 0x77;
    return Cars.of(bytes);
  }

  private static List<Cid> blocks(byte[] car) throws IOException {
    List<Cid> cids = new ArrayList<>();
    CarReader reader = new CarReader(new ByteArrayInputStream(car), "the test's CAR");
    for (Optional<Block> next = reader.next(); next.isPresent(); next = reader.next()) {
      cids.add(next.get().cid());
    }
    return cids;
  }

  @Test
  void importsWhatIsInACarAndExportsTheSame() throws Exception {
    byte[] car = foreignCar(11);
    Cid root = blocks(car).get(0);
    assertThat(store.importCar(new ByteArrayInputStream(car))).containsExactly(root);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    store.exportCar(root, out);
    assertThat(out.toByteArray()).isEqualTo(car);
    try (ContentStore again = openAgain()) {
      assertThat(read(again, root, ByteRange.ALL)).hasSize(2 * CHUNK + 11);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 40, 70, 200, 1000, CHUNK, CHUNK + 400, 2 * CHUNK, 2 * CHUNK + 300})
  void changesNothingForACarThatIsCutOff(int length) throws IOException {
    byte[] car = foreignCar(23);
    assertThatThrownBy(() -> store.importCar(new ByteArrayInputStream(Arrays.copyOf(car, length))))
        .isInstanceOf(IOException.class);
    for (Cid cid : blocks(car)) {
      assertThat(store.blocks().has(cid)).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 12, 30, 62, 100, 150, 300, CHUNK, 2 * CHUNK, 2 * CHUNK + 300})
  void changesNothingForACarThatIsAltered(int place) throws IOException {
    byte[] car = foreignCar(37);
    byte[] altered = car.clone();
    altered[place] ^= (byte) 0x10;
    assertThatThrownBy(() -> store.importCar(new ByteArrayInputStream(altered)))
        .isInstanceOf(IOException.class);
    for (Cid cid : blocks(car)) {
      assertThat(store.blocks().has(cid)).isFalse();
    }
  }

  @Test
  void keepsPinsUntilTheyAreTakenBack() throws Exception {
    Cid one = add(bytes(2 * CHUNK + 41));
    Cid other = add(bytes(43));
    store.pin(new Pin(one, "first"));
    store.pin(new Pin(other, ""));
    store.pin(new Pin(one, "renamed"));
    assertThat(store.pins()).contains(new Pin(one, "renamed"), new Pin(other, ""));
    assertThat(store.pins()).isSorted().doesNotContain(new Pin(one, "first"));
    try (ContentStore again = openAgain()) {
      assertThat(again.pins()).isEqualTo(store.pins());
    }
    store.unpin(one);
    store.unpin(one);
    assertThat(store.pins()).contains(new Pin(other, "")).doesNotContain(new Pin(one, "renamed"));
    store.unpin(other);
  }

  @Test
  void saysHowItIs() throws IOException {
    add(bytes(2 * CHUNK));
    StoreStatus status = store.status();
    assertThat(status.name()).isNotBlank();
    assertThat(status.software()).isNotBlank();
    assertThat(status.blocks()).isPositive();
  }

  @Test
  void servesManyThreadsThatAddTheSame() throws Exception {
    byte[] bytes = bytes(2 * CHUNK + 77);
    ExecutorService threads = Executors.newFixedThreadPool(6);
    try {
      List<Future<Cid>> added = new ArrayList<>();
      for (int turn = 0; turn < 12; turn++) {
        added.add(threads.submit(() -> add(bytes)));
      }
      Cid cid = added.get(0).get();
      for (Future<Cid> one : added) {
        assertThat(one.get()).isEqualTo(cid);
      }
      assertThat(read(store, cid, ByteRange.ALL)).isEqualTo(bytes);
    } finally {
      threads.shutdownNow();
    }
  }
}
