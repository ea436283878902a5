package net.neuralpro.schemas.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RlpTest {
  private static Rlp read(String hex) {
    return Rlp.read(HexFormat.of().parseHex(hex));
  }

  /** Examples of Ethereum's own description of RLP. */
  @Test
  void readsTheKnownExamples() {
    assertThat(read("83646f67").bytesOnly()).asString().isEqualTo("dog");
    assertThat(read("c88363617483646f67").itemsOnly())
        .extracting(item -> new String(item.bytesOnly(), StandardCharsets.US_ASCII))
        .containsExactly("cat", "dog");
    assertThat(read("80").bytesOnly()).isEmpty();
    assertThat(read("c0").itemsOnly()).isEmpty();
    assertThat(read("00").bytesOnly()).containsExactly(0);
    assertThat(read("820400").bytesOnly()).containsExactly(4, 0);
    assertThat(read("c7c0c1c0c3c0c1c0").itemsOnly()).hasSize(3);
    String text = "Lorem ipsum dolor sit amet, consectetur adipisicing elit";
    assertThat(
            read("b838" + HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII)))
                .bytesOnly())
        .asString()
        .isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "'', RLP ends early or is nested too deeply",
    "8100, a byte of RLP is longer than it must be",
    "817f, a byte of RLP is longer than it must be",
    "b80161, a length of RLP is longer than it must be",
    "b90001, a length of RLP is no such",
    "bf7fffffffffffffff, a length of RLP is no such",
    "bb7fffffff, RLP ends early",
    "83646f, RLP ends early",
    "c883636174, RLP ends early",
    "c183646f67, RLP ends early",
    "8000, bytes follow the RLP value",
    "cac9c8c7c6c5c4c3c2c1c0, RLP ends early or is nested too deeply",
  })
  void refusesWhatIsNone(String hex, String message) {
    assertThatThrownBy(() -> read(hex))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void refusesAListForBytesAndBytesForAList() {
    assertThatThrownBy(() -> read("c0").bytesOnly()).hasMessage("a list stands where bytes must");
    assertThatThrownBy(() -> read("80").itemsOnly()).hasMessage("bytes stand where a list must");
  }

  @Provide
  Arbitrary<Rlp> values() {
    Arbitrary<Rlp> bytes =
        Arbitraries.bytes().array(byte[].class).ofMaxSize(70).map(Rlp.Bytes::new);
    return Arbitraries.recursive(
        () -> bytes, inner -> inner.list().ofMaxSize(5).map(Rlp.Items::new), 0, 4);
  }

  @Property(tries = 500)
  void readsWhatIsWritten(@ForAll("values") Rlp value) {
    assertThat(RlpWriter.write(Rlp.read(RlpWriter.write(value)))).isEqualTo(RlpWriter.write(value));
  }

  @Property(tries = 3000)
  void whateverItReadsHasNoOtherEncoding(@ForAll @Size(max = 80) byte[] bytes) {
    assertThatIsTheOnlyOneOrNone(bytes);
  }

  @Property(tries = 300)
  void changedBytesAreAnotherValueOrNone(@ForAll("values") Rlp value, @ForAll Random random) {
    byte[] written = RlpWriter.write(value);
    byte[] changed = written.clone();
    changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
    assertThatIsTheOnlyOneOrNone(changed);
    assertThatIsTheOnlyOneOrNone(Arrays.copyOf(written, random.nextInt(written.length)));
  }

  private static void assertThatIsTheOnlyOneOrNone(byte[] bytes) {
    Rlp value;
    try {
      value = Rlp.read(bytes);
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageMatching(".*RLP.*");
      return;
    }
    assertThat(RlpWriter.write(value)).isEqualTo(bytes);
  }

  @Test
  void aLongListIsReadInNoMoreThanItsLength() {
    byte[] many = new byte[1 << 20];
    assertThat(Rlp.read(RlpWriter.list(List.of(many))).itemsOnly()).hasSize(many.length);
  }
}
