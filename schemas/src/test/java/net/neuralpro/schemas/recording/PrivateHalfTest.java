package net.neuralpro.schemas.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.neuralpro.schemas.content.Links;

class PrivateHalfTest {
  @Example
  void commitsToItsFieldsAsAnotherProgramDoes() {
    assertThat(SampleManifests.privateHalf().commitments())
        .isEqualTo(
            Map.of(
                "captured",
                new Digest("8332d9ae556482b2dbec296dcecec457c07c4b22aa4c366ed01093ee0f4d8916"),
                "consent",
                new Digest("81ef8656fe075e391e5d0a5352ca2701f74382a3f5967d0433dab1a14458ac2d"),
                "device",
                new Digest("0e6cb3a9481daf882e2a5a8dcc7df2460c3a41b5b758925b9987e0f0b86bee86"),
                "place",
                new Digest("dea0dcabcfb9626e831991b4aa57de9885c23ad0d9dff1a436bb90989ed3f443"),
                "publication",
                new Digest("e5f472051d60e003d6714d0135a727e442678d332ea75d92892e6eedc890c23b")));
  }

  @Example
  void hasTheDigestThatAnotherProgramComputes() {
    assertThat(SampleManifests.privateHalf().digest())
        .hasToString("6bf97aaf29032039ee44fb16a1b74f3030c16c2dd71e651e6efa88f5f74069e3");
  }

  @Example
  void isFoundByItsDigestAndLinkedFromNowhere() throws IOException {
    PrivateHalf half = SampleManifests.privateHalf();
    assertThat(PrivateHalf.cid(half.digest())).isEqualTo(half.block().cid());
    assertThat(Links.of(SampleManifests.manifest().block())).doesNotContain(half.block().cid());
  }

  @Example
  void isReadFromItsBytes() throws IOException {
    PrivateHalf half = SampleManifests.privateHalf();
    assertThat(PrivateHalf.read(half.block().bytes())).isEqualTo(half);
  }

  @Example
  void derivesASaltForEachSample() {
    BlindingSecret secret = SampleManifests.secret();
    assertThat(HexFormat.of().formatHex(Salts.ofSample(secret, "clip-3")))
        .isEqualTo("5c7abb2d8439ce9a202e7e46b174bcddf551454656aaa8bd3154753184fe1100");
    assertThat(Salts.ofSample(secret, "device")).isNotEqualTo(Salts.ofField(secret, "device"));
  }

  @Example
  void doesNotShowItsSecret() {
    assertThat(SampleManifests.privateHalf().toString())
        .contains("BlindingSecret[hidden]")
        .doesNotContain("00010203");
  }

  @Example
  void refusesPlacesOffTheEarth() {
    for (List<String> point :
        List.of(List.of("90.1", "0"), List.of("0", "-180.1"), List.of("0", "1.0000000001"))) {
      assertThatThrownBy(
              () -> new Place(new BigDecimal(point.get(0)), new BigDecimal(point.get(1))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("degrees with at most 9 decimals");
    }
  }

  @Example
  void refusesConsentThatIsNotKnown() {
    assertThatThrownBy(() -> Consent.Publication.of("maybe"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot find 'maybe' among [public, restricted, none]");
  }
}
