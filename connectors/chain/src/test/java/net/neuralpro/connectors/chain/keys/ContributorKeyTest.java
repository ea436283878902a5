package net.neuralpro.connectors.chain.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.Multicodec;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.schemas.recording.Licence;
import net.neuralpro.schemas.recording.ManifestTypedData;
import net.neuralpro.schemas.recording.PublicHalf;
import net.neuralpro.schemas.recording.SignedManifest;
import net.neuralpro.schemas.recording.StreamFile;
import org.web3j.crypto.StructuredDataEncoder;

class ContributorKeyTest {
  private static final String KEY =
      "4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318";

  static ContributorKey key() {
    return ContributorKey.ofBytes(HexFormat.of().parseHex(KEY));
  }

  private static PublicHalf half(ContributorKey key, String licence) {
    return new PublicHalf(
        key.address(),
        new Licence(licence),
        List.of(new StreamFile("video.mp4", Cid.of(Multicodec.RAW, new byte[] {1}), 1)),
        Map.of("device", Digest.of(new byte[32])),
        Digest.of(new byte[32]));
  }

  @Example
  void hasTheAddressOfItsPublicKey() {
    assertThat(key().address()).hasToString("0x2c7536E3605D9C16a7a3D7b1898e529396a65c23");
  }

  /** The digest is the one of the manifest in schemas' tests; the signature is eth-account's. */
  @Example
  void signsAsOtherWalletsDo() {
    byte[] digest =
        HexFormat.of().parseHex("70f8dc1ef6554dd157c5982b1b435f6ebc1029b668a2242d8e09735f9375ea48");
    assertThat(key().sign(digest))
        .hasToString(
            "0x434a67519829052ccd8591a8afaea1ba21793f8534f33fbcd7b8ea2fa4a08468"
                + "6848cb702d221f4fef499dc40e7aa1aeb35bdbcabe97a2b0c4af7e91da362b161c");
  }

  @Property(tries = 50)
  void signsWhatVerifiesAndAlwaysInTheSameWay(@ForAll long seed, @ForAll int licence) {
    ContributorKey key = ContributorKey.ofSeed(seed, "camera");
    SignedManifest manifest =
        key.sign(half(key, "LicenseRef-" + Integer.toUnsignedString(licence)));
    assertThat(manifest.isGenuine()).isTrue();
    assertThat(key.sign(manifest.publicHalf())).isEqualTo(manifest);
    assertThat(manifest.signature().flatMap(given -> given.signer(new byte[32])))
        .isNotEqualTo(Optional.of(key.address()));
  }

  @Example
  void hashesTypedDataAsWeb3jDoes() throws IOException {
    PublicHalf half = half(key(), "CC-BY-4.0");
    HexFormat hex = HexFormat.of();
    String json =
        """
        {"types": {
           "EIP712Domain": [{"name": "name", "type": "string"},
                            {"name": "version", "type": "string"}],
           "RecordingManifest": [{"name": "contributor", "type": "address"},
                                 {"name": "licence", "type": "string"},
                                 {"name": "streams", "type": "bytes32"},
                                 {"name": "commitments", "type": "bytes32"},
                                 {"name": "privateHalf", "type": "bytes32"}]},
         "primaryType": "RecordingManifest",
         "domain": {"name": "Neural", "version": "1"},
         "message": {"contributor": "%s", "licence": "%s", "streams": "0x%s",
                     "commitments": "0x%s", "privateHalf": "0x%s"}}
        """
            .formatted(
                half.contributor(),
                half.licence(),
                hex.formatHex(ManifestTypedData.streams(half)),
                hex.formatHex(ManifestTypedData.commitments(half)),
                half.privateHalf());
    assertThat(ManifestTypedData.digest(half))
        .isEqualTo(new StructuredDataEncoder(json).hashStructuredData());
  }

  @Example
  void refusesToSignForAnother() {
    PublicHalf half = half(ContributorKey.ofSeed(1, "a"), "CC0-1.0");
    assertThatThrownBy(() -> key().sign(half))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Cannot sign for " + half.contributor());
  }

  @Example
  void derivesKeysFromSeedAndName() {
    assertThat(ContributorKey.ofSeed(7, "a").address())
        .isEqualTo(ContributorKey.ofSeed(7, "a").address())
        .isNotEqualTo(ContributorKey.ofSeed(7, "b").address())
        .isNotEqualTo(ContributorKey.ofSeed(8, "a").address());
  }

  @Example
  void blindsTheSameContentInTheSameWay() {
    assertThat(key().blindingSecret(new byte[32]))
        .isEqualTo(key().blindingSecret(new byte[32]))
        .isNotEqualTo(key().blindingSecret(new byte[31]))
        .isNotEqualTo(ContributorKey.ofSeed(1, "a").blindingSecret(new byte[32]));
  }

  @Example
  void doesNotShowItself() {
    assertThat(key().toString()).contains("0x2c7536E3").doesNotContain("4c0883a6");
  }
}
