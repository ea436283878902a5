package net.neuralpro.schemas.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.neuralpro.schemas.content.ContentFolders.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The expected identifiers are Kubo's, profile unixfs-v1-2025. */
class ContentFoldersTest {
  private final MemoryBlockStore store = new MemoryBlockStore();
  private final ContentFolders folders = new ContentFolders(store);

  @Test
  void namesAnEmptyFolderAsIpfsDoes(@TempDir Path folder) throws IOException {
    String empty = "bafybeiczsscdsbs7ffqz55asqdf3smv6klcw3gofszvwlyarci47bgf354";
    assertThat(folders.add(folder, 1, read -> {}).cid()).hasToString(empty);
    assertThat(folders.add(Map.of()).cid()).hasToString(empty);
    assertThat(folders.list(Cid.parse(empty))).isEmpty();
  }

  @Test
  void addsWhatIsOnDiskAsWhatIsKnown(@TempDir Path folder) throws IOException {
    Files.createDirectories(folder.resolve("b/ü/leer"));
    Files.writeString(folder.resolve("b/ü/日本.txt"), "one");
    Files.write(folder.resolve("a b%20.bin"), new byte[(1 << 20) + 1]);
    Entry added = folders.add(folder, 2, read -> {});
    ContentFiles files = new ContentFiles(store);
    Entry nothing = folders.add(Map.of());
    Entry one = folders.file(files.add("one".getBytes(StandardCharsets.UTF_8)));
    Entry zeros = folders.file(files.add(new byte[(1 << 20) + 1]));
    assertThat(folders.add(Map.of("b/ü/leer", nothing, "b/ü/日本.txt", one, "a b%20.bin", zeros)))
        .isEqualTo(added)
        .isEqualTo(ContentFolders.identify(folder, 1, read -> {}));
    assertThat(folders.find(added.cid(), "b/ü/日本.txt")).contains(one.cid());
    assertThat(folders.find(added.cid(), "b/ü/leer")).contains(nothing.cid());
    assertThat(folders.list(added.cid()).keySet()).containsExactly("a b%20.bin", "b");
  }

  @Test
  void refusesLinks(@TempDir Path folder) throws IOException {
    Files.createSymbolicLink(folder.resolve("link"), Path.of("/etc/passwd"));
    assertThatThrownBy(() -> folders.add(folder, 1, read -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("/link: it is neither a file nor a folder, but a link or a device");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "a/", "/a", "a//b", ".", "a/..", "a/./b", "\0", "\ud800"})
  void refusesPathsThatAreNone(String path) {
    assertThatThrownBy(() -> folders.add(Map.of(path, entry(0))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith(
            "in a folder: names of 1 to 255 bytes are needed, paths of at most 4096");
  }

  @Test
  void refusesAFileThatIsAlsoAFolder() {
    assertThatThrownBy(() -> folders.add(Map.of("a", entry(0), "a/b", entry(1))))
        .hasMessage("Cannot have 'a' as a file and as a folder");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2000, 6000, 20_000})
  void findsEachNameAndListsAll(int count) throws IOException {
    SortedMap<String, Entry> entries = entries(count, 0);
    Cid folder = folders.add(entries).cid();
    assertThat(folders.list(folder)).isEqualTo(entries);
    for (int index = 0; index < count; index += 1 + count / 50) {
      assertThat(folders.find(folder, name(index))).contains(entry(index).cid());
    }
    assertThat(folders.find(folder, "another")).isEmpty();
    assertThat(folders.find(folder, "")).isEmpty();
    assertThat(folders.find(folder, name(0) + "/below")).isEmpty();
  }

  @Test
  void splitsAFolderOnlyWhenItsBlockWouldExceedTheThreshold() throws IOException {
    SortedMap<String, Entry> entries = new TreeMap<>();
    for (int index = 0; index < 900; index++) {
      entries.put("%0239d".formatted(index), entry(index % 100));
    }
    int size = store.require(folders.add(entries).cid()).bytes().length;
    for (String name : List.copyOf(entries.keySet())) {
      int more = Math.min(10, (256 << 10) - size);
      entries.put(name + "x".repeat(more), entries.remove(name));
      size += more;
    }
    Block whole = store.require(folders.add(entries).cid());
    assertThat(whole.bytes()).hasSize(256 << 10);
    assertThat(Links.of(whole)).hasSize(900);
    String last = entries.lastKey();
    entries.put(last + "x", entries.remove(last));
    Block split = store.require(folders.add(entries).cid());
    assertThat(Links.of(split)).hasSizeLessThan(257);
    assertThat(folders.list(split.cid())).isEqualTo(entries);
  }

  @Property(tries = 200)
  void neverTrustsAnAlteredFolder(@ForAll @IntRange(min = 0, max = 1) int sharded, @ForAll int seed)
      throws IOException {
    Cid folder = folders.add(entries(sharded == 0 ? 40 : 1200, sharded * 200)).cid();
    byte[] bytes = store.require(folder).bytes().clone();
    bytes[Math.floorMod(seed, bytes.length)] ^= (byte) (1 << Math.floorMod(seed >> 20, 8));
    readWithClearErrors(bytes);
  }

  @Property(tries = 200)
  void survivesAnyBytes(@ForAll byte[] bytes) {
    readWithClearErrors(bytes);
  }

  @Property(tries = 200)
  void neverTrustsACutFolder(@ForAll @IntRange(max = 5000) int length) throws IOException {
    byte[] bytes = store.require(folders.add(entries(100, 0)).cid()).bytes();
    readWithClearErrors(Arrays.copyOf(bytes, Math.min(length, bytes.length)));
  }

  private void readWithClearErrors(byte[] bytes) {
    Block block = Block.of(Multicodec.DAG_PB, bytes);
    store.put(block);
    List<ThrowingRead> reads =
        List.of(
            () -> folders.list(block.cid()),
            () -> folders.find(block.cid(), name(7)),
            () -> Links.of(block),
            () -> UnixFsNode.read(block));
    for (ThrowingRead read : reads) {
      try {
        read.run();
      } catch (IOException e) {
        assertThat(e).hasMessageStartingWith("Cannot ");
      }
    }
  }

  private interface ThrowingRead {
    Object run() throws IOException;
  }

  @Test
  void refusesATrieThatLeadsToNothingManyTimesOver() throws IOException {
    List<DagPbNode.Link> links = new ArrayList<>();
    for (int depth = 0; depth < 7; depth++) {
      Block block = new DagPbNode(links, new byte[] {8, 5, 0x28, 0x22, 0x30, -128, 2}).block();
      store.put(block);
      links.clear();
      for (int place = 0; place < 256; place++) {
        links.add(new DagPbNode.Link("%02X".formatted(place), block.cid(), 1));
      }
    }
    Block root = new DagPbNode(links, new byte[] {8, 5, 0x28, 0x22, 0x30, -128, 2}).block();
    store.put(root);
    assertThatThrownBy(() -> folders.list(root.cid()))
        .isInstanceOf(MalformedContentException.class)
        .hasMessageEndingWith("as a folder: it is a part of a folder that holds nothing");
  }

  @Test
  void refusesANameWhereNobodyWouldFindIt() throws IOException {
    Block root =
        new DagPbNode(
                List.of(new DagPbNode.Link("00" + name(1), entry(1).cid(), 1)), new byte[] {8, 5})
            .block();
    store.put(root);
    assertThat(folders.find(root.cid(), name(1))).isEqualTo(Optional.empty());
    assertThatThrownBy(() -> folders.list(root.cid()))
        .hasMessageEndingWith("'" + name(1) + "' is in a wrong place of it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", ".", "", "a/b", "a\0"})
  void refusesAFolderWithNamesThatLeadElsewhere(String name) {
    Block root =
        new DagPbNode(List.of(new DagPbNode.Link(name, entry(1).cid(), 1)), new byte[] {8, 1})
            .block();
    store.put(root);
    assertThatThrownBy(() -> folders.list(root.cid()))
        .isInstanceOf(MalformedContentException.class)
        .hasMessageEndingWith("as a folder: it has an entry named '" + name + "'");
  }

  private static SortedMap<String, Entry> entries(int count, int padding) {
    SortedMap<String, Entry> entries = new TreeMap<>();
    for (int index = 0; index < count; index++) {
      entries.put(name(index) + "-".repeat(padding), entry(index));
    }
    return entries;
  }

  private static String name(int index) {
    return "%06d.txt".formatted(index);
  }

  private static Entry entry(int index) {
    byte[] bytes = Integer.toString(index).getBytes(StandardCharsets.UTF_8);
    return new Entry(Cid.of(Multicodec.RAW, bytes), bytes.length);
  }
}
