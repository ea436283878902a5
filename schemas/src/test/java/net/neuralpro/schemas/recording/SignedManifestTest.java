package net.neuralpro.schemas.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.MalformedContentException;
import net.neuralpro.schemas.content.Multicodec;
import net.neuralpro.schemas.recording.SignedManifest.Authenticity;

class SignedManifestTest {
  @Example
  void hasTheIdentifierThatAnotherProgramComputes() {
    assertThat(SampleManifests.manifest().cid()).hasToString(SampleManifests.CID);
  }

  @Example
  void hasTheTypedDataDigestThatAnotherProgramComputes() {
    byte[] digest = ManifestTypedData.digest(SampleManifests.publicHalf());
    assertThat(HexFormat.of().formatHex(digest)).isEqualTo(SampleManifests.DIGEST);
  }

  @Example
  void acceptsTheSignatureOfItsContributor() {
    assertThat(SampleManifests.manifest().authenticity()).isEqualTo(Authenticity.GENUINE);
    assertThat(SampleManifests.manifest().isGenuine()).isTrue();
  }

  @Example
  void tellsWhenThereIsNoSignature() {
    SignedManifest manifest = new SignedManifest(SampleManifests.publicHalf(), Optional.empty());
    assertThat(manifest.authenticity()).isEqualTo(Authenticity.UNSIGNED);
    assertThat(manifest.block().bytes()).asString().doesNotContain("signature");
  }

  @Example
  void refusesTheSignatureOfOtherContent() {
    PublicHalf half = SampleManifests.publicHalf();
    PublicHalf other =
        new PublicHalf(
            half.contributor(),
            new Licence("CC0-1.0"),
            half.streams(),
            half.commitments(),
            half.privateHalf());
    assertThat(new SignedManifest(other, Optional.of(SampleManifests.SIGNATURE)).authenticity())
        .isEqualTo(Authenticity.FALSE);
  }

  @Example
  void refusesTheSignatureOfAnotherContributor() {
    PublicHalf half = SampleManifests.publicHalf();
    PublicHalf other =
        new PublicHalf(
            Address.parse("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed"),
            half.licence(),
            half.streams(),
            half.commitments(),
            half.privateHalf());
    assertThat(new SignedManifest(other, Optional.of(SampleManifests.SIGNATURE)).authenticity())
        .isEqualTo(Authenticity.FALSE);
  }

  @Example
  void isReadFromItsBytes() throws IOException {
    SignedManifest manifest = SampleManifests.manifest();
    assertThat(SignedManifest.read(manifest.block().bytes())).isEqualTo(manifest);
  }

  @Example
  void doesNotDependOnTheOrderOfStreams() {
    PublicHalf half = SampleManifests.publicHalf();
    List<StreamFile> backwards = new ArrayList<>(half.streams());
    Collections.reverse(backwards);
    assertThat(
            new PublicHalf(
                half.contributor(),
                half.licence(),
                backwards,
                half.commitments(),
                half.privateHalf()))
        .isEqualTo(half);
  }

  @Property
  void isNotGenuineWithAnyBitFlipped(
      @ForAll @IntRange(min = 0) int place, @ForAll @IntRange(max = 7) int bit) throws IOException {
    byte[] bytes = SampleManifests.manifest().block().bytes();
    bytes[place % bytes.length] ^= (byte) (1 << bit);
    SignedManifest read;
    try {
      read = SignedManifest.read(bytes);
    } catch (MalformedContentException e) {
      assertThat(e).hasMessageContaining("Cannot read");
      return;
    }
    assertThat(read.authenticity()).isNotEqualTo(Authenticity.GENUINE);
  }

  @Property
  void isNotReadFromAPartOfItsBytes(@ForAll @IntRange(min = 0) int length) {
    byte[] bytes = SampleManifests.manifest().block().bytes();
    assertThatThrownBy(() -> SignedManifest.read(Arrays.copyOf(bytes, length % bytes.length)))
        .isInstanceOf(MalformedContentException.class)
        .hasMessageContaining("Cannot read");
  }

  @Example
  void isNotReadFromAnotherTextOfTheSameValue() {
    String text = new String(SampleManifests.manifest().block().bytes(), StandardCharsets.UTF_8);
    assertMalformed(text.replace("\"clips/a.mp4\"},", "\"clips/a.mp4\"} ,"));
    assertMalformed(text.substring(0, text.indexOf(",\"signature\"")) + ",\"signature\":null}");
    assertMalformed(text.replace("2c7536E3", "2c7536e3"));
    assertMalformed(text.replace("{\"public_half\"", "{\"extra\":1,\"public_half\""));
  }

  private static void assertMalformed(String text) {
    assertThatThrownBy(() -> SignedManifest.read(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(MalformedContentException.class)
        .hasMessageContaining("Cannot read a SignedManifest");
  }

  @Example
  void hasSafeStreamsOnly() {
    Cid cid = Cid.of(Multicodec.RAW, new byte[0]);
    for (String path :
        List.of("", "/a", "a/", "a//b", "../a", "a/../b", "./a", "a\\b", "a\nb", "x".repeat(501))) {
      assertThatThrownBy(() -> new StreamFile(path, cid, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("Cannot have a stream at");
    }
    assertThat(new StreamFile("2018|a b/..c/ü.mp4", cid, 1).bytes()).isEqualTo(1);
  }

  @Example
  void hasNoTwoStreamsInOnePlace() {
    StreamFile file = SampleManifests.publicHalf().streams().get(0);
    assertRefused(List.of(file, file), "Cannot have two streams at clips/a.mp4");
    assertRefused(
        List.of(file, new StreamFile("clips", file.cid(), 1)),
        "Cannot have a stream at clips/a.mp4: a part of its path is a file");
    assertRefused(List.of(), "Cannot make a manifest of 0 streams: 1 to 4096");
  }

  private static void assertRefused(List<StreamFile> streams, String message) {
    PublicHalf half = SampleManifests.publicHalf();
    assertThatThrownBy(
            () ->
                new PublicHalf(
                    half.contributor(), half.licence(), streams, Map.of(), half.privateHalf()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
