package net.neuralpro.schemas.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.UniqueElements;

class DagJsonTest {
  private record Sample(
      String name, long count, Optional<String> note, Cid link, BigDecimal share) {}

  private static final Cid LINK = Cid.of(Multicodec.RAW, new byte[0]);

  @Example
  void writesSortedKeysLinksAndDecimalsAsText() {
    Sample sample = new Sample("a\n\u0001ü", -3, Optional.empty(), LINK, new BigDecimal("1.50"));
    assertThat(new String(DagJson.write(sample), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"count\":-3,\"link\":{\"/\":\"%s\"},\"name\":\"a\\n\\u0001ü\",\"share\":\"1.5\"}"
                .formatted(LINK));
  }

  @Property
  void readsWhatItWrites(@ForAll String name, @ForAll long count) throws IOException {
    Sample sample = new Sample(name, count, Optional.of(name), LINK, BigDecimal.TEN);
    byte[] bytes;
    try {
      bytes = DagJson.write(sample);
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining("no valid Unicode");
      return;
    }
    assertThat(DagJson.write(DagJson.read(bytes, Sample.class))).isEqualTo(bytes);
  }

  @Property
  void doesNotDependOnTheOrderOfKeys(@ForAll @UniqueElements List<Integer> keys) {
    Map<String, Integer> forwards = new TreeMap<>();
    keys.forEach(key -> forwards.put("k" + key, key));
    Map<String, Integer> backwards = new LinkedHashMap<>();
    new TreeMap<>(forwards).descendingMap().forEach(backwards::put);
    assertThat(DagJson.block(backwards).cid()).isEqualTo(DagJson.block(forwards).cid());
  }

  @Property
  void sortsKeysByTheirBytes(@ForAll("texts") String one, @ForAll("texts") String other) {
    boolean first =
        Arrays.compareUnsigned(
                one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8))
            < 0;
    Map<String, Integer> map = new LinkedHashMap<>();
    map.put(one, 1);
    map.put(other, one.equals(other) ? 1 : 2);
    String text = new String(DagJson.write(map), StandardCharsets.UTF_8);
    assertThat(text.indexOf(":1") < text.indexOf(":2") || one.equals(other))
        .isEqualTo(first || one.equals(other));
  }

  /** Letters on both sides of the surrogates, whose order UTF-16 turns. */
  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of("a", "b", "\uffee", "\ud83d\ude00", "\ud83d\ude01", "\ud83e\ude00")
        .list()
        .ofMaxSize(4)
        .map(letters -> String.join("", letters));
  }

  @Property
  void rejectsAnyAlteredByteOrReadsAnotherValue(@ForAll int seed) throws IOException {
    Sample sample = new Sample("name", 17, Optional.of("note"), LINK, new BigDecimal("0.25"));
    byte[] bytes = DagJson.write(sample);
    bytes[Math.floorMod(seed, bytes.length)] ^= (byte) (1 << Math.floorMod(seed >> 16, 8));
    try {
      assertThat(DagJson.write(DagJson.read(bytes, Sample.class))).isEqualTo(bytes);
    } catch (MalformedContentException e) {
      assertThat(e).hasMessageStartingWith("Cannot read a Sample");
    }
  }

  @Example
  void rejectsWhatIsNotCanonical() {
    assertThatThrownBy(() -> read("{\"b\":1, \"a\":2}")).hasMessageContaining("canonical");
    assertThatThrownBy(() -> read("{\"b\":1,\"a\":2}")).hasMessageContaining("canonical");
    assertThatThrownBy(() -> read("{\"a\":1,\"a\":1}")).hasMessageContaining("Duplicate");
    assertThatThrownBy(() -> read("{\"a\":1.5}"))
        .hasMessageContaining("a decimal must be a string");
    assertThatThrownBy(() -> read("[".repeat(100))).hasMessageContaining("nesting depth");
    assertThatThrownBy(() -> read("{\"a\":1}x")).isInstanceOf(MalformedContentException.class);
  }

  @Example
  void rejectsMissingAndUnknownComponents() {
    assertThatThrownBy(() -> DagJson.read(text("{\"name\":\"x\"}"), Sample.class))
        .hasMessage("Cannot read a Sample: Cannot map `null` into type `long` at count");
    String more =
        "{\"count\":1,\"link\":{\"/\":\"%s\"},\"name\":\"x\",\"other\":1,\"share\":\"1\"}";
    assertThatThrownBy(() -> DagJson.read(text(more.formatted(LINK)), Sample.class))
        .hasMessageContaining("Unrecognized field \"other\"");
  }

  /** Java takes the digits of all scripts for numbers, and would write them as others. */
  @Example
  void rejectsDecimalsInOtherDigits() {
    for (String text : new String[] {"\u0660.5", "1e3", ".5", "+5"}) {
      assertThatThrownBy(
              () -> DagJson.of(JsonNodeFactory.instance.textNode(text), BigDecimal.class))
          .isInstanceOf(MalformedContentException.class)
          .hasMessageContaining("Cannot read a decimal number from '" + text + "'");
    }
  }

  private static void read(String text) throws IOException {
    DagJson.read(text(text), Map.class);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
