package net.neuralpro.pipelines.control.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.MalformedContentException;
import org.junit.jupiter.api.Test;

class PolicyTest {
  @Test
  void hasOneCanonicalForm() {
    assertThat(new String(DagJson.write(Policy.DEFAULT.form()), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"canaries\":10000,\"comparison\":{\"kind\":\"exact\"},\"first\":200000,"
                + "\"floor\":50000,\"history\":30,\"kind\":\"spot-checked\",\"multiple\":100}");
    assertThat(Policy.DEFAULT.digest()).hasSize(32).isEqualTo(Policy.DEFAULT.cid().digest());
  }

  @Property
  void nobodyIsCheckedBelowTheFloor(@ForAll @IntRange(min = 0) int passed) {
    Rate rate = Policy.DEFAULT.rate(new Trust(passed));
    assertThat(rate).isBetween(Policy.DEFAULT.floor(), Policy.DEFAULT.rate(Trust.NONE));
    assertThat(Policy.DEFAULT.rate(new Trust(passed).passed(Trust.Occasion.DRAWN)))
        .isLessThanOrEqualTo(rate);
  }

  @Test
  void refusesToTrustWhatIsNeverChecked() {
    assertThatThrownBy(() -> new Policy.Replicated(3, 2, Rate.NEVER, 100, new Comparison.Exact()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot trust what is never checked");
  }

  /** One sample in a hundred off by 255 is an MSE of 650.25, that is 20 dB exactly. */
  @Test
  void comparesNoiseExactly() {
    byte[] black = new byte[100];
    byte[] spot = new byte[100];
    spot[7] = (byte) 255;
    assertThat(new Comparison.SignalToNoise(20).same(black, spot)).isTrue();
    assertThat(new Comparison.SignalToNoise(21).same(black, spot)).isFalse();
    assertThat(new Comparison.SignalToNoise(1).same(black, new byte[99])).isFalse();
    assertThat(new Comparison.SignalToNoise(100).same(black, black.clone())).isTrue();
  }

  @Test
  void comparesPicturesByTheirGradients() {
    byte[] ramp = new byte[18 * 16];
    byte[] brighter = new byte[ramp.length];
    byte[] turned = new byte[ramp.length];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = (byte) (200 - 10 * (i % 18));
      brighter[i] = (byte) (ramp[i] + 20);
      turned[i] = (byte) (10 * (i % 18));
    }
    Comparison comparison = new Comparison.Perceptual(18, 16, 4);
    assertThat(comparison.same(ramp, brighter)).isTrue();
    assertThat(comparison.same(ramp, turned)).isFalse();
    assertThat(comparison.same(ramp, new byte[3])).isFalse();
  }

  /**
   * Disputes.sol: half burned; a quarter of the rest, at most half a bond, each to challenger and
   * judges.
   */
  @Test
  void sharesWhatWasTakenAsTheContractDoes() {
    Penalties penalties =
        new Penalties(
            5, 3, 10, BigInteger.valueOf(4001), BigInteger.valueOf(250), BigInteger.valueOf(1000));
    Penalties.Upheld upheld = penalties.upheld(penalties.of(BigInteger.ONE));
    assertThat(upheld.burned()).isEqualTo(2001);
    assertThat(upheld.challenger()).isEqualTo(500);
    assertThat(upheld.each()).isEqualTo(100);
    assertThat(upheld.requester(3)).isEqualTo(1200);
    assertThat(penalties.refutedShare()).isEqualTo(100);
    assertThat(penalties.of(BigInteger.valueOf(1000))).isEqualTo(10_000);
    assertThat(penalties.highestPrice(100)).isEqualTo(40);
  }

  @Test
  void isReadFromItsBlock() throws IOException {
    for (Policy policy :
        List.of(
            Policy.DEFAULT,
            new Policy.Trusted(Rate.percent(2), 5, 10, new Comparison.SignalToNoise(40)),
            new Policy.Replicated(
                3, 8, Rate.percent(1), 7, new Comparison.Perceptual(64, 48, 5)))) {
      assertThat(Policy.read(DagJson.block(policy.form()))).isEqualTo(policy);
    }
    Map<String, Object> more = new TreeMap<>(Policy.DEFAULT.form());
    more.put("more", 1);
    assertThatThrownBy(() -> Policy.read(DagJson.block(more)))
        .isInstanceOf(MalformedContentException.class)
        .hasMessage("Cannot read a policy: it has more than a policy has");
  }
}
