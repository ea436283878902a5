package net.neuralpro.schemas.recording;

import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.time.TimeRange;

/**
 * A manifest whose commitments, digests, signature and identifier were computed by a program that
 * shares no code with this one: Python's hashlib and hmac, eth-account 0.14.0.
 */
final class SampleManifests {
  static final Address CONTRIBUTOR = new Address("0x2c7536E3605D9C16a7a3D7b1898e529396a65c23");
  static final String CID = "baguqeeramnnqhkej4jvmvrfjgxqe4ixs4gqa6m34tyqobc3ehpuoqpsero7q";
  static final String DIGEST = "70f8dc1ef6554dd157c5982b1b435f6ebc1029b668a2242d8e09735f9375ea48";
  static final Signature SIGNATURE =
      new Signature(
          "0x434a67519829052ccd8591a8afaea1ba21793f8534f33fbcd7b8ea2fa4a08468"
              + "6848cb702d221f4fef499dc40e7aa1aeb35bdbcabe97a2b0c4af7e91da362b161c");

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
