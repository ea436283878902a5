package net.neuralpro.connectors.media.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

class GridVideoTest {

  private static final GridFormat FORMAT =
      new GridFormat(FrameRate.of(10), 64, 48, new GridCoding(28, 8));

  private static Path folder = Path.of("");
  private static Path first = Path.of("");
  private static Path second = Path.of("");

  @BeforeContainer
  static void encodeTwoVideos() throws IOException {
    folder = Files.createTempDirectory("grid");
    first = encode("first.mp4", FORMAT, 1, 40);
    second = encode("second.mp4", FORMAT, 90, 24);
  }

  @AfterContainer
  static void deleteVideos() throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  private static Path encode(String name, GridFormat format, int seed, int rows)
      throws IOException {
    Path target = folder.resolve(name);
    try (GridEncoder encoder = GridEncoder.open(format, folder.resolve(name + ".scratch"));
        OutputStream out = Files.newOutputStream(target)) {
      for (int i = 0; i < rows; i++) {
        RowKind kind =
            encoder.encode(
                Scene.picture(format.width(), format.height(), seed, i), RowKind.PREDICTED);
        assertThat(kind == RowKind.KEY).isEqualTo(i % format.coding().groupLength() == 0);
      }
      encoder.writeTo(out);
    }
    return target;
  }

  private static byte[] remux(ClipRange... clips) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ClipRemuxer.write(List.of(clips), out);
    return out.toByteArray();
  }

  private static List<String> pictures(Path video) throws Exception {
    List<String> digests = new ArrayList<>();
    try (VideoDecoder decoder = VideoDecoder.open(ByteSource.of(video))) {
      for (var next = decoder.next(); next.isPresent(); next = decoder.next()) {
        try (DecodedFrame frame = next.get()) {
          byte[] luma = new byte[frame.stride(0) * (frame.height() - 1) + frame.width()];
          frame.bytes(0).get(0, luma);
          digests.add(frame.presentationNanos() % 100_000_000L + ":" + Arrays.hashCode(luma));
        }
      }
      assertThat(decoder.report().faults()).isEmpty();
    }
    return digests;
  }

  @net.jqwik.api.Example
  void aGridVideoIsReadBackAsItWasWritten() throws Exception {
    ContainerDescription container = MediaProbe.probe(ByteSource.of(first));

    StreamDescription stream = container.streams().get(0);
    assertThat(container.streams()).hasSize(1);
    assertThat(stream.codec()).isEqualTo("h264");
    assertThat(stream.frames()).hasValue(40);
    assertThat(stream.duration()).hasValue(4_000_000_000L);
    assertThat(stream.picture().orElseThrow().averageRate()).contains(FrameRate.of(10));
    assertThat(Decoding.of(ByteSource.of(first)).times())
        .hasSize(40)
        .startsWith(0L, 100_000_000L)
        .endsWith(3_900_000_000L);
  }

  @net.jqwik.api.Example
  void theIndexComesFirstAndTellsNeitherTimeNorMaker() throws Exception {
    String text = new String(Files.readAllBytes(first), StandardCharsets.ISO_8859_1);

    assertThat(text.indexOf("moov")).isPositive().isLessThan(text.indexOf("mdat"));
    assertThat(text).doesNotContain("Lavf", "openh264", "udta");
    assertThat(Files.readAllBytes(encode("again.mp4", FORMAT, 1, 40)))
        .isEqualTo(Files.readAllBytes(first));
  }

  @Property(tries = 30)
  void clipsShowTheRowsTheyWereCutFrom(
      @ForAll @IntRange(max = 4) int keyA,
      @ForAll @IntRange(min = 1, max = 8) int rowsA,
      @ForAll @IntRange(max = 2) int keyB,
      @ForAll @IntRange(min = 1, max = 8) int rowsB)
      throws Exception {
    Path joined = folder.resolve("joined.mp4");
    Files.write(
        joined,
        remux(
            new ClipRange(ByteSource.of(first), 8 * keyA, rowsA),
            new ClipRange(ByteSource.of(second), 8 * keyB, rowsB)));

    List<String> expected = new ArrayList<>(pictures(first).subList(8 * keyA, 8 * keyA + rowsA));
    expected.addAll(pictures(second).subList(8 * keyB, 8 * keyB + rowsB));
    assertThat(pictures(joined)).isEqualTo(expected);
  }

  @net.jqwik.api.Example
  void aWholeVideoRemuxedIsItself() throws Exception {
    assertThat(remux(new ClipRange(ByteSource.of(first), 0, 40)))
        .isEqualTo(Files.readAllBytes(first));
  }

  @net.jqwik.api.Example
  void rejectsAClipThatBeginsWithinAGroup() {
    assertThatThrownBy(() -> remux(new ClipRange(ByteSource.of(first), 3, 4)))
        .isInstanceOf(MediaException.class)
        .hasMessage("MEDIA-CLIP at first.mp4, row 3: A clip must begin at a key row");
  }

  @net.jqwik.api.Example
  void rejectsRowsThatAreNotThere() {
    assertThatThrownBy(() -> remux(new ClipRange(ByteSource.of(first), 32, 9)))
        .isInstanceOf(MediaException.class)
        .hasMessage("MEDIA-CLIP at first.mp4, row 32: It has 40 rows, not 41");
  }

  @net.jqwik.api.Example
  void rejectsVideosOfDifferentSize() throws Exception {
    Path wide = encode("wide.mp4", new GridFormat(FrameRate.of(10), 96, 48, FORMAT.coding()), 1, 2);

    assertThatThrownBy(
            () ->
                remux(
                    new ClipRange(ByteSource.of(first), 0, 1),
                    new ClipRange(ByteSource.of(wide), 0, 1)))
        .isInstanceOf(MediaException.class)
        .hasMessageStartingWith("MEDIA-CLIP-FORMAT at wide.mp4");
  }

  @net.jqwik.api.Example
  void rejectsARangeWithoutRows() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ClipRange(ByteSource.of(first), 0, 0))
        .withMessage("There are no rows 0 + 0");
  }

  @Property(tries = 300)
  void damagedGridVideosAreRejectedOrCopied(
      @ForAll @IntRange(max = 1200) int position,
      @ForAll @IntRange(max = 255) int value,
      @ForAll @IntRange(min = 1, max = 100) int percentKept)
      throws IOException {
    byte[] bytes = Files.readAllBytes(second);
    bytes = Arrays.copyOf(bytes, (int) ((long) bytes.length * percentKept / 100));
    if (position < bytes.length) {
      bytes[position] = (byte) value;
    }
    Path damaged = folder.resolve("damaged.mp4");
    Files.write(damaged, bytes);
    try {
      assertThat(remux(new ClipRange(ByteSource.of(damaged), 0, 24)).length)
          .isLessThan(2 * bytes.length);
    } catch (MediaException e) {
      assertThat(e.rule()).isIn("MEDIA-GRID-VIDEO", "MEDIA-CLIP", "MEDIA-ENCODE");
    }
  }
}
