package net.neuralpro.connectors.media.numpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.neuralpro.connectors.media.Damage;
import net.neuralpro.connectors.media.video.ByteSource;
import net.neuralpro.schemas.rules.RejectedInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NumpyArrayTest {
  @TempDir private Path folder;

  private static byte[] file(int version, String type, String order, String shape, byte[] data)
      throws IOException {
    String header =
        "{'descr': '" + type + "', 'fortran_order': " + order + ", 'shape': " + shape + ", }\n";
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
    ByteBuffer length = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
    length.putInt(header.length());
    out.write(length.array(), 0, version == 1 ? 2 : 4);
    out.write(header.getBytes(StandardCharsets.ISO_8859_1));
    out.write(data);
    return out.toByteArray();
  }

  private static byte[] counted(ByteOrder order, int count) {
    ByteBuffer data = ByteBuffer.allocate(4 * count).order(order);
    for (int index = 0; index < count; index++) {
      data.putInt(index);
    }
    return data.array();
  }

  private NumpyArray open(byte[] bytes) throws IOException {
    return NumpyArray.open(ByteSource.of(Files.write(folder.resolve("a.npy"), bytes)));
  }

  @Test
  void readsRowsInEitherMemoryOrder() throws IOException {
    byte[] data = counted(ByteOrder.LITTLE_ENDIAN, 6);
    try (NumpyArray array = open(file(1, "<i4", "False", "(3, 2)", data))) {
      assertThat(array.rows()).isEqualTo(3);
      assertThat(array.columns()).isEqualTo(2);
      assertThat(array.block(1, 2)).containsExactly(2, 3, 4, 5);
    }
    try (NumpyArray array = open(file(1, "<i4", "True", "(3, 2)", data))) {
      assertThat(array.block(1, 2)).containsExactly(1, 4, 2, 5);
    }
  }

  @Test
  void readsVersion2AndBigEndian() throws IOException {
    byte[] data = counted(ByteOrder.BIG_ENDIAN, 4);
    try (NumpyArray array = open(file(2, ">u4", "False", "(4,)", data))) {
      assertThat(array.columns()).isEqualTo(1);
      assertThat(array.block(0, 4)).containsExactly(0, 1, 2, 3);
    }
  }

  @Test
  void saysWhenDataIsMissingOrLeft() {
    byte[] data = counted(ByteOrder.LITTLE_ENDIAN, 3);
    assertThatThrownBy(() -> open(file(1, "<i4", "False", "(4,)", data)))
        .isInstanceOf(RejectedInputException.class)
        .hasMessageContaining("NUMPY-TRUNCATED at a.npy")
        .hasMessageContaining("it has 12 bytes of 16");
    assertThatThrownBy(() -> open(file(1, "<i4", "False", "(2,)", data)))
        .isInstanceOf(RejectedInputException.class)
        .hasMessageContaining("NUMPY-SIZE");
  }

  @Test
  void refusesObjectsTextsAndHugeShapes() {
    for (String type : new String[] {"|O", "|S8", "<c16"}) {
      assertThatThrownBy(() -> open(file(1, type, "False", "(4,)", new byte[0])))
          .isInstanceOf(RejectedInputException.class)
          .hasMessageContaining("NUMPY-HEADER")
          .hasMessageContaining("no plain numbers");
    }
    assertThatThrownBy(() -> open(file(1, "<f8", "False", "(999999999999999, 4096)", new byte[0])))
        .isInstanceOf(RejectedInputException.class);
    assertThatThrownBy(() -> open(file(1, "<f8", "False", "(1, 2, 3)", new byte[0])))
        .isInstanceOf(RejectedInputException.class)
        .hasMessageContaining("one or two dimensions");
  }

  @Provide
  Arbitrary<byte[]> damaged() throws IOException {
    return Damage.of(file(1, "<i4", "True", "(20, 3)", counted(ByteOrder.LITTLE_ENDIAN, 60)));
  }

  @Property(tries = 500)
  void survivesDamage(@ForAll("damaged") byte[] bytes) throws IOException {
    Path file = Files.createTempFile("damaged", ".npy");
    try (NumpyArray array = NumpyArray.open(ByteSource.of(Files.write(file, bytes)))) {
      int rows = (int) Math.min(array.blockRows(), array.rows());
      assertThat(array.block(0, rows)).hasSize(rows * array.columns());
    } catch (RejectedInputException e) {
      assertThat(e.findings()).allMatch(finding -> finding.rule().family().equals("NUMPY"));
    } finally {
      Files.delete(file);
    }
  }
}
