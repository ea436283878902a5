package net.neuralpro.connectors.storage.kubo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.neuralpro.connectors.storage.StorageException;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.Multicodec;
import org.junit.jupiter.api.Test;

class KuboAnswerTest {
  private static final Cid CID = Cid.of(Multicodec.RAW, new byte[] {1});
  private static final String EVENTS =
      "{\"Name\":\"a\",\"Hash\":\"%s\"}\n{\"Name\":\"\",\"Hash\":\"%s\"}\n".formatted(CID, CID);
  private static final String PINS =
      "{\"Keys\":{\"%s\":{\"Type\":\"recursive\",\"Name\":\"n\"},\"Qm\":{\"Type\":\"recursive\"}}}"
          .formatted(CID);

  @Test
  void readsTheLastOfManyObjects() throws IOException {
    assertThat(KuboAnswer.cid(KuboAnswer.last(stream(EVENTS)), "Hash")).isEqualTo(CID);
  }

  @Test
  void readsOneObject() throws IOException {
    assertThat(KuboAnswer.number(KuboAnswer.only(stream("{\"Size\":7}\n")), "Size")).isEqualTo(7);
    assertThatThrownBy(() -> KuboAnswer.only(stream("")))
        .hasMessage("The answer cannot be read: it is empty");
    assertThatThrownBy(() -> KuboAnswer.only(stream("{}{}")))
        .hasMessage("The answer cannot be read: it goes on after its end");
  }

  @Test
  void readsMembers() throws IOException {
    assertThat(members(PINS)).containsExactly(CID.toString(), "Qm");
    assertThat(members("{\"Keys\":{}}")).isEmpty();
    assertThat(members("{}")).isEmpty();
    assertThatThrownBy(() -> members("{\"Pins\":[]}"))
        .hasMessage("The answer cannot be read: it has no Keys");
  }

  @Test
  void refusesValuesOfOtherKinds() throws IOException {
    var object =
        KuboAnswer.only(stream("{\"a\":-1,\"b\":1e3,\"c\":\"x\",\"d\":99999999999999999999}"));
    for (String member : List.of("a", "b", "c", "d", "e")) {
      assertThatThrownBy(() -> KuboAnswer.number(object, member))
          .isInstanceOf(StorageException.class)
          .hasMessage("The answer cannot be read: it has no " + member);
    }
    assertThatThrownBy(() -> KuboAnswer.text(object, "a")).hasMessageContaining("it has no a");
    assertThatThrownBy(() -> KuboAnswer.cid(object, "c"))
        .hasMessageContaining("c is not one of ours: Cannot read CID 'x'");
  }

  @Test
  void neverTakesACutOffListOfPinsForAWholeOne() {
    for (int length = 0; length < PINS.length(); length++) {
      String cut = PINS.substring(0, length);
      assertThatThrownBy(() -> members(cut))
          .as(cut)
          .isInstanceOf(StorageException.class)
          .extracting(failure -> ((StorageException) failure).rule())
          .isEqualTo("KUBO-ANSWER");
    }
  }

  @Test
  void endsWithinAnEndlessAnswer() {
    assertThatThrownBy(() -> KuboAnswer.only(endless("{\"a\":\"", "aaaaaaaaaaaaaaaa")))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("exceeds the maximum allowed");
    assertThatThrownBy(() -> KuboAnswer.only(endless("", "{\"a\":")))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("exceeds the maximum allowed");
    assertThatThrownBy(
            () -> KuboAnswer.last(endless("", "{\"Name\":\"" + "a".repeat(60_000) + "\"}\n")))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("exceeds the maximum allowed");
  }

  @Property(tries = 500)
  void survivesMutations(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    byte[] bytes = (random.nextBoolean() ? EVENTS : PINS).getBytes(StandardCharsets.UTF_8);
    for (int count = 1 + random.nextInt(4); count > 0; count--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    try {
      KuboAnswer.last(new ByteArrayInputStream(bytes));
    } catch (StorageException e) {
      assertThat(e.rule()).isEqualTo("KUBO-ANSWER");
    }
    try {
      KuboAnswer.members(new ByteArrayInputStream(bytes), "Keys", (key, value) -> {});
    } catch (StorageException e) {
      assertThat(e.rule()).isEqualTo("KUBO-ANSWER");
    }
  }

  @Test
  void showsForeignTextOnOneShortLine() {
    assertThat(KuboAnswer.shown(" a\u001b[31m\n\u202eb ")).isEqualTo("a [31m b");
    assertThat(KuboAnswer.shown("x".repeat(1000))).hasSize(201).endsWith("…");
  }

  private static List<String> members(String answer) throws IOException {
    List<String> keys = new ArrayList<>();
    KuboAnswer.members(stream(answer), "Keys", (key, value) -> keys.add(key));
    return keys;
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static InputStream endless(String begin, String repeated) {
    byte[] first = begin.getBytes(StandardCharsets.UTF_8);
    byte[] cycle = repeated.getBytes(StandardCharsets.UTF_8);
    return new InputStream() {
      private long position;

      @Override
      public int read() {
        long index = position++;
        return index < first.length
            ? first[(int) index]
            : cycle[(int) ((index - first.length) % cycle.length)];
      }
    };
  }
}
