package net.neuralpro.connectors.storage.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.neuralpro.connectors.storage.ByteRange;
import net.neuralpro.connectors.storage.StorageException;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.MemoryBlockStore;
import net.neuralpro.schemas.content.Multicodec;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

class EnvelopeTest {
  private static final int PLAIN = ChunkCipher.PLAIN;
  private static final Cid ROOT = Cid.of(Multicodec.DAG_JSON, new byte[] {1, 2, 3});

  private final RecipientKey own = RecipientKey.random();

  @Example
  void givesBackFilesOfAllSizes() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    for (int size : new int[] {0, 1, PLAIN - 1, PLAIN, PLAIN + 1, 2 * PLAIN, 3 * PLAIN + 77}) {
      files.put("data/größe-" + size, noise(size, size));
    }
    Parts parts = sealed(files, own.recipient());
    EnvelopeReader reader = EnvelopeReader.open(parts, own);

    assertThat(reader.root()).isEqualTo(ROOT);
    assertThat(reader.files())
        .extracting(EnvelopeFile::path)
        .containsExactlyElementsOf(files.keySet());
    for (EnvelopeFile file : reader.files()) {
      byte[] bytes = files.get(file.path());
      assertThat(file.bytes()).isEqualTo(bytes.length);
      assertThat(file.cid()).isEqualTo(new ContentFiles(new MemoryBlockStore()).add(bytes));
      assertThat(read(reader, file, ByteRange.ALL)).isEqualTo(bytes);
      assertThat(parts.bytes.get(file.object().path()))
          .hasSize((int) ChunkCipher.sealedLength(bytes.length));
    }
  }

  @Property(tries = 60)
  void readsAnyRangeAndOnlyItsChunks(
      @ForAll @IntRange(max = 3 * PLAIN) int size,
      @ForAll @LongRange(max = 3L * PLAIN + 9) long start,
      @ForAll @LongRange(max = 2L * PLAIN) long length)
      throws IOException {
    byte[] bytes = noise(size, 7);
    Parts parts = sealed(Map.of("file", bytes), own.recipient());
    EnvelopeReader reader = EnvelopeReader.open(parts, own);
    EnvelopeFile file = reader.files().get(0);
    int from = (int) Math.min(start, size);
    int to = (int) Math.min(start + length, size);
    parts.asked.clear();

    assertThat(read(reader, file, new ByteRange(start, start + length)))
        .isEqualTo(Arrays.copyOfRange(bytes, from, to));
    for (ByteRange asked : parts.asked) {
      assertThat(asked.start()).isEqualTo((long) from / PLAIN * ChunkCipher.SEALED);
      if (to < size) {
        assertThat(asked.end())
            .isEqualTo((to - 1L) / PLAIN * ChunkCipher.SEALED + ChunkCipher.SEALED);
      }
    }
  }

  @Example
  void opensForEachRecipientAndForNobodyElse() throws IOException {
    List<RecipientKey> keys =
        IntStream.range(0, 64).mapToObj(each -> RecipientKey.random()).toList();
    Parts parts =
        sealed(
            Map.of("file", noise(10, 1)),
            keys.stream().map(RecipientKey::recipient).toArray(Recipient[]::new));
    for (RecipientKey key : keys) {
      assertThat(EnvelopeReader.open(parts, key).files()).hasSize(1);
    }
    refused(() -> EnvelopeReader.open(parts, own), "ENVELOPE-RECIPIENT")
        .hasMessageContaining("it was not made for " + own.recipient())
        .hasMessageContaining("Ask whoever made it");
  }

  @Example
  void boundsTheNumberOfRecipients() {
    Set<Recipient> many =
        IntStream.range(0, 65)
            .mapToObj(each -> RecipientKey.random().recipient())
            .collect(Collectors.toSet());
    assertThatThrownBy(() -> new EnvelopeWriter(new Parts(), many))
        .hasMessage("Cannot encrypt to 65 recipients: 1 to 64");
    assertThatThrownBy(() -> new EnvelopeWriter(new Parts(), Set.of()))
        .hasMessage("Cannot encrypt to 0 recipients: 1 to 64");
  }

  @Example
  void refusesEveryFlippedBitOfTheHeader() throws IOException {
    Parts parts =
        sealed(Map.of("file", noise(10, 1)), own.recipient(), RecipientKey.random().recipient());
    byte[] header = parts.bytes.get(EnvelopeHeader.PATH);
    for (int place = 0; place < header.length; place++) {
      byte[] altered = header.clone();
      altered[place] ^= (byte) (1 << place % 8);
      Parts other = parts.with(EnvelopeHeader.PATH, altered);
      assertThatThrownBy(() -> EnvelopeReader.open(other, own))
          .as("byte %s", place)
          .isInstanceOfSatisfying(
              StorageException.class,
              e ->
                  assertThat(e.rule())
                      .isIn(
                          "ENVELOPE-ALTERED",
                          "ENVELOPE-MALFORMED",
                          "ENVELOPE-RECIPIENT",
                          "ENVELOPE-VERSION"));
    }
  }

  @Property(tries = 100)
  void refusesAnyFlippedBitOfAnyObject(
      @ForAll @IntRange(max = 2) int which, @ForAll @IntRange(max = Integer.MAX_VALUE - 1) int seed)
      throws IOException {
    Parts parts = sealed(Map.of("a", noise(2 * PLAIN + 5, 1), "b", new byte[0]), own.recipient());
    String path = parts.objects().get(which);
    byte[] altered = parts.bytes.get(path).clone();
    Random random = new Random(seed);
    altered[random.nextInt(altered.length)] ^= (byte) (1 << random.nextInt(8));
    refused(() -> readAll(parts.with(path, altered)), "ENVELOPE-ALTERED")
        .hasMessageContaining(path);
  }

  @Property(tries = 60)
  void refusesTruncatedAndLengthenedObjects(
      @ForAll @IntRange(max = 2) int which, @ForAll @IntRange(min = 1, max = 1 << 20) int change)
      throws IOException {
    Parts parts = sealed(Map.of("a", noise(2 * PLAIN, 1), "b", noise(1, 1)), own.recipient());
    String path = parts.objects().get(which);
    byte[] bytes = parts.bytes.get(path);
    refused(
        () -> readAll(parts.with(path, Arrays.copyOf(bytes, Math.max(0, bytes.length - change)))),
        "ENVELOPE-TRUNCATED");
    refused(
        () -> readAll(parts.with(path, Arrays.copyOf(bytes, bytes.length + change))),
        "ENVELOPE-ALTERED");
  }

  @Example
  void refusesChunksInAnotherOrderAndRepeatedOnes() throws IOException {
    Parts parts = sealed(Map.of("a", noise(3 * PLAIN, 1)), own.recipient());
    String path = EnvelopeReader.open(parts, own).files().get(0).object().path();
    byte[] bytes = parts.bytes.get(path);
    for (int[] order : new int[][] {{1, 0, 2}, {0, 0, 2}, {0, 2, 1}, {2, 1, 0}, {0, 1, 1}}) {
      byte[] altered = new byte[bytes.length];
      for (int chunk = 0; chunk < 3; chunk++) {
        System.arraycopy(
            bytes,
            order[chunk] * ChunkCipher.SEALED,
            altered,
            chunk * ChunkCipher.SEALED,
            ChunkCipher.SEALED);
      }
      refused(() -> readAll(parts.with(path, altered)), "ENVELOPE-ALTERED");
    }
  }

  @Example
  void refusesSwappedObjectsAndThoseOfAnotherEnvelope() throws IOException {
    Map<String, byte[]> files = Map.of("a", noise(100, 1), "b", noise(100, 2));
    Parts parts = sealed(files, own.recipient());
    Parts other = sealed(files, own.recipient());
    EnvelopeReader reader = EnvelopeReader.open(parts, own);
    String a = reader.files().get(0).object().path();
    String b = reader.files().get(1).object().path();
    String foreign = EnvelopeReader.open(other, own).files().get(0).object().path();

    refused(
        () -> readAll(parts.with(a, parts.bytes.get(b)).with(b, parts.bytes.get(a))),
        "ENVELOPE-ALTERED");
    refused(() -> readAll(parts.with(a, other.bytes.get(foreign))), "ENVELOPE-ALTERED");
    refused(
        () -> readAll(parts.with(EnvelopeHeader.PATH, other.bytes.get(EnvelopeHeader.PATH))),
        "ENVELOPE-MISSING");
  }

  @Example
  void sharesNoRunOfBytesBetweenTwoEnvelopesOfTheSameFiles() throws IOException {
    Map<String, byte[]> files = Map.of("a", new byte[100_000], "b", noise(50_000, 3));
    Parts one = sealed(files, own.recipient());
    Parts other = sealed(files, own.recipient());
    assertThat(one.objects()).doesNotContainAnyElementsOf(other.objects());
    Set<Long> runs = new HashSet<>();
    one.objects().forEach(path -> eachRun(one.bytes.get(path), runs::add));
    AtomicLong shared = new AtomicLong();
    other
        .objects()
        .forEach(
            path ->
                eachRun(
                    other.bytes.get(path), run -> shared.addAndGet(runs.contains(run) ? 1 : 0)));
    assertThat(shared).hasValue(0);
  }

  @Example
  void showsNoPathIdentifierOrRootOutside() throws IOException {
    byte[] bytes = noise(1000, 4);
    Parts parts = sealed(Map.of("secret/path.mp4", bytes), own.recipient());
    Cid cid = new ContentFiles(new MemoryBlockStore()).add(bytes);
    StringBuilder all = new StringBuilder();
    parts.bytes.forEach(
        (path, part) -> all.append(path).append(new String(part, StandardCharsets.ISO_8859_1)));
    assertThat(all)
        .doesNotContain("secret", "path.mp4", cid.toString(), ROOT.toString())
        .doesNotContain(new String(cid.digest(), StandardCharsets.ISO_8859_1))
        .doesNotContain(new String(ROOT.digest(), StandardCharsets.ISO_8859_1));
  }

  @Example
  void hidesTheExactSizeOfTheIndex() throws IOException {
    for (int count : new int[] {1, 2, 10}) {
      Map<String, byte[]> files = new TreeMap<>();
      IntStream.range(0, count).forEach(each -> files.put("file-" + each, new byte[0]));
      Parts parts = sealed(files, own.recipient());
      assertThat(parts.bytes.values()).anyMatch(part -> part.length == 4096 + ChunkCipher.TAG);
    }
  }

  @Property(tries = 200)
  void refusesHeadersOfAnyBytes(@ForAll @Size(max = 300) byte[] bytes) {
    Parts parts = new Parts();
    parts.bytes.put(EnvelopeHeader.PATH, bytes);
    refused(() -> EnvelopeReader.open(parts, own), "ENVELOPE-MALFORMED");
  }

  @Example
  void boundsTheHeader() {
    Parts parts = new Parts();
    parts.bytes.put(EnvelopeHeader.PATH, new byte[EnvelopeHeader.MAX_BYTES + 1]);
    refused(() -> EnvelopeReader.open(parts, own), "ENVELOPE-MALFORMED")
        .hasMessageContaining("more than 32768 bytes");
  }

  @Example
  void namesALaterFormat() throws IOException {
    Parts parts = sealed(Map.of(), own.recipient());
    String header = new String(parts.bytes.get(EnvelopeHeader.PATH), StandardCharsets.UTF_8);
    byte[] later =
        header.replace("\"version\":1", "\"version\":2").getBytes(StandardCharsets.UTF_8);
    refused(
            () -> EnvelopeReader.open(parts.with(EnvelopeHeader.PATH, later), own),
            "ENVELOPE-VERSION")
        .hasMessageContaining("it has format 2, and only 1 is known here");
  }

  @Example
  void refusesPathsThatLeadOut() {
    EnvelopeWriter writer = new EnvelopeWriter(new Parts(), Set.of(own.recipient()));
    for (String path :
        List.of("", "/a", "a/../b", "..", "a//b", "a/", "./a", "a\\b", "a\nb", "x".repeat(1025))) {
      assertThatThrownBy(() -> writer.add(path, InputStream.nullInputStream()))
          .as(path)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("Cannot use a path in an envelope");
    }
  }

  @Example
  void refusesAPathTwiceAndAsFileAndFolder() throws IOException {
    EnvelopeWriter writer = new EnvelopeWriter(new Parts(), Set.of(own.recipient()));
    writer.add("a", InputStream.nullInputStream());
    assertThatThrownBy(() -> writer.add("a", InputStream.nullInputStream()))
        .hasMessage("Cannot add a to an envelope twice");
    writer.add("a/b/c", InputStream.nullInputStream());
    assertThatThrownBy(() -> writer.finish(ROOT))
        .hasMessage("Cannot list a path as a file and as a folder");
  }

  @Example
  void refusesATargetThatDoesNotTakeAll() {
    EnvelopeWriter writer =
        new EnvelopeWriter((path, bytes) -> bytes.readNBytes(10), Set.of(own.recipient()));
    assertThatThrownBy(() -> writer.add("a", new ByteArrayInputStream(new byte[100])))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not all of it was taken");
  }

  @Example
  void streamsFilesThatAreLargerThanMemory() throws IOException {
    long size = 3L * Runtime.getRuntime().maxMemory() / 100 + 64L * PLAIN;
    long[] largest = new long[1];
    EnvelopeWriter writer =
        new EnvelopeWriter(
            (path, bytes) -> largest[0] = Math.max(largest[0], drained(bytes)),
            Set.of(own.recipient()));
    EnvelopeFile file = writer.add("a", new Zeros(size));
    assertThat(file.bytes()).isEqualTo(size);
    assertThat(largest[0]).isEqualTo(ChunkCipher.sealedLength(size));
  }

  private static long drained(InputStream in) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long count = 0;
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      count += read;
    }
    return count;
  }

  private static AbstractThrowableAssert<?, ?> refused(ThrowingCallable call, String rule) {
    return assertThatThrownBy(call)
        .isInstanceOfSatisfying(StorageException.class, e -> assertThat(e.rule()).isEqualTo(rule));
  }

  private static void eachRun(byte[] bytes, LongConsumer action) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    for (int place = 0; place + Long.BYTES <= bytes.length; place++) {
      action.accept(buffer.getLong(place));
    }
  }

  private void readAll(Parts parts) throws IOException {
    EnvelopeReader reader = EnvelopeReader.open(parts, own);
    for (EnvelopeFile file : reader.files()) {
      read(reader, file, ByteRange.ALL);
    }
  }

  private static byte[] read(EnvelopeReader reader, EnvelopeFile file, ByteRange range)
      throws IOException {
    try (InputStream in = reader.open(file, range)) {
      return in.readAllBytes();
    }
  }

  private static Parts sealed(Map<String, byte[]> files, Recipient... recipients)
      throws IOException {
    Parts parts = new Parts();
    EnvelopeWriter writer = new EnvelopeWriter(parts, Set.of(recipients));
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      writer.add(file.getKey(), new ByteArrayInputStream(file.getValue()));
    }
    writer.finish(ROOT);
    return parts;
  }

  private static byte[] noise(int size, long seed) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /** The parts of an envelope in memory. */
  private static final class Parts implements EnvelopeTarget, EnvelopeSource {
    private final Map<String, byte[]> bytes = new TreeMap<>();
    private final List<ByteRange> asked = new ArrayList<>();

    Parts with(String path, byte[] other) {
      Parts copy = new Parts();
      copy.bytes.putAll(bytes);
      copy.bytes.put(path, other);
      return copy;
    }

    List<String> objects() {
      return bytes.keySet().stream().filter(path -> path.startsWith("objects/")).toList();
    }

    @Override
    public void put(String path, InputStream part) throws IOException {
      bytes.put(path, part.readAllBytes());
    }

    @Override
    public String name() {
      return "memory";
    }

    @Override
    public InputStream open(String path, ByteRange range) throws IOException {
      asked.add(range);
      byte[] part = bytes.get(path);
      if (part == null) {
        throw new StorageException("ENVELOPE-MISSING", "Cannot read " + path);
      }
      int from = (int) Math.min(range.start(), part.length);
      return new ByteArrayInputStream(part, from, (int) Math.min(range.end(), part.length) - from);
    }
  }

  private static final class Zeros extends InputStream {
    private long left;

    Zeros(long size) {
      this.left = size;
    }

    @Override
    public int read() {
      return left-- > 0 ? 0 : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      int count = (int) Math.min(left, length);
      if (count == 0 && length > 0) {
        return -1;
      }
      Arrays.fill(target, offset, offset + count, (byte) 0);
      left -= count;
      return count;
    }
  }
}
