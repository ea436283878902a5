package net.neuralpro.schemas.recording;

import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.time.TimeRange;

/**
 * A manifest whose commitments, digests, signature and identifier were computed by a program that
 * shares no code with this one: Python's hashlib and hmac, eth-account 0.13.7.
 */
final class SampleManifests {
  static final Address CONTRIBUTOR = new Address("0x2c7536E3605D9C16a7a3D7b1898e529396a65c23");
  static final String CID = "baguqeeraaxvoi3zeyauxu2bqb2mgi62ng6w3xdwirbg6gyocpnty7m4phbxa";
  static final String DIGEST = "165ad68054bb9894ed37b6ee398a8a7d8028ecae13efb9045ba03ec6080b113e";
  static final Signature SIGNATURE =
      new Signature(
          "0x77aa701f8ce67eb5abaaf92c2ebe12efeac968cd0629bc4524c69df2681b8c19"
              + "783735b7332ed5c068caead2c71b792a3f6540bff603f07a0f098a9392ef45131c");

  private SampleManifests() {}

  static BlindingSecret secret() {
    byte[] bytes = new byte[32];
    for (int index = 0; index < bytes.length; index++) {
      bytes[index] = (byte) index;
    }
    return new BlindingSecret(HexFormat.of().formatHex(bytes));
  }

  static PrivateHalf privateHalf() {
    return new PrivateHalf(
        "Camera 7",
        Optional.of(new TimeRange(1_700_000_000_000_000_000L, 1_700_000_060_000_000_001L)),
        Optional.of(new Place(new BigDecimal("47.37690"), new BigDecimal("-8.54"))),
        new Consent(Consent.Publication.RESTRICTED, Consent.Computation.ALLOWED_NODES, "No faces."),
        secret());
  }

  static PublicHalf publicHalf() {
    Cid cid = Cid.parse("bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku");
    return new PublicHalf(
        CONTRIBUTOR,
        new Licence("CC-BY-4.0 OR LicenseRef-Fleet-2"),
        List.of(
            new StreamFile("video.mp4", cid, 12_345_678_901L),
            new StreamFile("clips/a.mp4", cid, 1_048_577),
            new StreamFile("gnss.csv", cid, 0)),
        privateHalf().commitments(),
        privateHalf().digest());
  }

  static SignedManifest manifest() {
    return new SignedManifest(publicHalf(), Optional.of(SIGNATURE));
  }
}
