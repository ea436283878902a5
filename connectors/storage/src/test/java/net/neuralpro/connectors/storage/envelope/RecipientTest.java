package net.neuralpro.connectors.storage.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class RecipientTest {
  private static final Recipient RECIPIENT =
      Recipient.ofBytes(
          HexFormat.of()
              .parseHex("430f4b9859665145a6b1ba274024487bd66f03a2dd577d7753c68d7d7d00c00c"));
  private static final String TEXT = RECIPIENT.toString();

  @Test
  void isReadFromItsText() {
    assertThat(TEXT).matches("neural-recipient-[a-z2-7]{58}");
    assertThat(Recipient.parse(TEXT)).isEqualTo(RECIPIENT).hasSameHashCodeAs(RECIPIENT);
    Recipient random = RecipientKey.random().recipient();
    assertThat(Recipient.parse(random.toString())).isEqualTo(random).isNotEqualTo(RECIPIENT);
  }

  @Test
  void noticesAnySlipOfThePen() {
    for (int place = 0; place < TEXT.length(); place++) {
      char letter = TEXT.charAt(place) == 'q' ? 'r' : 'q';
      String mistyped = TEXT.substring(0, place) + letter + TEXT.substring(place + 1);
      assertThatThrownBy(() -> Recipient.parse(mistyped))
          .as(mistyped)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("Cannot read recipient '");
    }
  }

  @Test
  void saysWhatIsWrong() {
    refused("age1xyz", "'age1xyz': it must begin with neural-recipient-");
    refused(TEXT.substring(0, 40), "it is too short or too long; perhaps it was not copied whole");
    refused(TEXT.toUpperCase(Locale.ROOT), "it must begin with neural-recipient-");
    refused("neural-recipient-" + "A".repeat(58), "it is not in base 32, lower case");
    refused("neural-recipient-" + "a".repeat(1000), "a…': it is too short or too long");
  }

  @Test
  void refusesKeysThatAnybodyCouldOpen() {
    for (String point :
        new String[] {
          "00".repeat(32),
          "01" + "00".repeat(31),
          "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
          "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"
        }) {
      assertThatThrownBy(() -> Recipient.ofBytes(HexFormat.of().parseHex(point)))
          .hasMessage("Cannot use a public key that anybody could open");
    }
  }

  private static void refused(String text, String message) {
    assertThatThrownBy(() -> Recipient.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
