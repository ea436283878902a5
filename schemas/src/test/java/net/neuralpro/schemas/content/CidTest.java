package net.neuralpro.schemas.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class CidTest {
  private static final String EMPTY = "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku";

  @Example
  void namesTheEmptyBlockAsIpfsDoes() {
    assertThat(Cid.of(Multicodec.RAW, new byte[0])).hasToString(EMPTY);
  }

  @Property
  void readsWhatItWrites(@ForAll byte[] bytes, @ForAll Multicodec codec) {
    Cid cid = Cid.of(codec, bytes);
    assertThat(Cid.parse(cid.toString())).isEqualTo(cid);
    assertThat(Cid.ofBytes(cid.bytes())).isEqualTo(cid);
    assertThat(cid.names(bytes)).isTrue();
  }

  @Property
  void neverReadsAnotherTextAsTheSameIdentifier(@ForAll int seed) {
    StringBuilder text = new StringBuilder(EMPTY);
    int place = Math.floorMod(seed, text.length());
    text.setCharAt(place, (char) (text.charAt(place) ^ (1 + Math.floorMod(seed / 64, 7))));
    try {
      assertThat(Cid.parse(text.toString())).isNotEqualTo(Cid.parse(EMPTY));
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageStartingWith("Cannot read CID");
    }
  }

  @Example
  void rejectsWhatIsNoVersionOne() {
    assertThatThrownBy(() -> Cid.parse("QmbFMke1KXqnYyBBWxB74N4c5SBnJMVAiMNRcGu6x1AwQH"))
        .hasMessageContaining("must be a CIDv1 in base 32");
    assertThatThrownBy(() -> Cid.parse("b" + "a".repeat(4000)))
        .hasMessageContaining("must be a CIDv1");
    byte[] cid = Cid.of(Multicodec.RAW, "x".getBytes(StandardCharsets.UTF_8)).bytes();
    cid[1] = 0x12;
    assertThatThrownBy(() -> Cid.ofBytes(cid)).hasMessageContaining("codec 0x12");
  }
}
