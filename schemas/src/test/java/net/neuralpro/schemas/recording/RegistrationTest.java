package net.neuralpro.schemas.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.Multicodec;
import org.junit.jupiter.api.Test;

class RegistrationTest {
  private static Cid recording(int number) {
    return Cid.of(Multicodec.DAG_JSON, ("recording " + number).getBytes(StandardCharsets.UTF_8));
  }

  private static PrivateHalf half(int number) {
    byte[] secret = new byte[32];
    secret[0] = (byte) number;
    return new PrivateHalf(
        "camera", Optional.empty(), Optional.empty(), Consent.NONE, BlindingSecret.of(secret));
  }

  private static List<Digest> blinded(int count) {
    List<Digest> blinded = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      blinded.add(Registration.blind(recording(number), half(number)));
    }
    return blinded;
  }

  @Property(tries = 50)
  void showsEachRecordingUnderTheSameRoot(@ForAll @IntRange(min = 1, max = 40) int count)
      throws Exception {
    List<Digest> blinded = blinded(count);
    Digest root = Registration.of(blinded, recording(0), half(0)).root();
    Collections.reverse(blinded);

    for (int number = 0; number < count; number++) {
      Registration registration = Registration.of(blinded, recording(number), half(number));
      assertThat(registration.root()).isEqualTo(root);
      assertThat(registration.opens(recording(number))).isTrue();
      assertThat(registration.opens(recording(number + 1))).isFalse();
      assertThat(DagJson.read(DagJson.write(registration), Registration.class))
          .isEqualTo(registration);
    }
  }

  @Test
  void cannotBeGuessedWithoutTheSecret() {
    assertThat(Registration.blind(recording(0), half(0)))
        .isNotEqualTo(Registration.blind(recording(0), half(1)));
  }

  @Test
  void rejectsARecordingThatWasNotRegistered() {
    assertThatThrownBy(() -> Registration.of(blinded(2), recording(2), half(2)))
        .hasMessage("Cannot use number -1 of 2 registered recordings: 1 to 65536, from number 0");
  }

  @Test
  void rejectsIdentifiersOutOfTheirOrder() {
    List<Digest> blinded = new ArrayList<>(blinded(2).stream().sorted().toList());
    Collections.reverse(blinded);

    assertThatThrownBy(() -> new Registration(blinded, 0, blinded.get(0)))
        .hasMessage("Cannot use registered recordings out of their order");
  }
}
