package net.neuralpro.connectors.storage.envelope;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import net.neuralpro.connectors.storage.StorageException;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.MalformedContentException;

/**
 * What anybody sees of an envelope.
 *
 * @param version of the format
 * @param index the object that holds the encrypted index
 * @param indexBytes how many bytes the padded index has before it is encrypted
 * @param recipients the push key, wrapped to each of them, in an order that tells nothing
 * @param code authenticates all the rest under the push key, 64 hex digits
 */
record EnvelopeHeader(
    int version, ObjectId index, int indexBytes, List<KeyWrap> recipients, Optional<String> code) {
  static final String PATH = "envelope.json";
  static final int VERSION = 1;
  static final int MAX_RECIPIENTS = 64;
  static final int MAX_BYTES = 1 << 15;

  EnvelopeHeader {
    recipients = List.copyOf(recipients);
    if (recipients.isEmpty() || recipients.size() > MAX_RECIPIENTS) {
      throw new IllegalArgumentException("An envelope has 1 to 64 recipients");
    }
    if (Integer.bitCount(indexBytes) != 1
        || indexBytes < EnvelopeIndex.MIN_BYTES
        || indexBytes > EnvelopeIndex.MAX_BYTES) {
      throw new IllegalArgumentException("The index has a length that no index has");
    }
    if (!code.map(text -> text.matches("[0-9a-f]{64}")).orElse(true)) {
      throw new IllegalArgumentException("The code has 64 hex digits");
    }
  }

  /** The header under its code. */
  EnvelopeHeader sealed(PushKey key) {
    return with(Optional.of(codeUnder(key)));
  }

  private String codeUnder(PushKey key) {
    return HexFormat.of().formatHex(key.authenticate(DagJson.write(with(Optional.empty()))));
  }

  private EnvelopeHeader with(Optional<String> other) {
    return new EnvelopeHeader(version, index, indexBytes, recipients, other);
  }

  /**
   * The push key.
   *
   * @throws StorageException ENVELOPE-RECIPIENT if this key opens none of those that are wrapped,
   *     ENVELOPE-ALTERED if the header is not the one that was sealed
   */
  PushKey open(RecipientKey own, String place) throws StorageException {
    PushKey key =
        recipients.stream()
            .flatMap(wrapped -> wrapped.open(own).stream())
            .findFirst()
            .orElseThrow(
                () ->
                    new StorageException(
                        "ENVELOPE-RECIPIENT",
                        "Cannot open the envelope %s: it was not made for %s; perhaps it was made"
                                .formatted(place, own.recipient())
                            + " for another key of yours, or was altered. Ask whoever made it to"
                            + " push it for that recipient"));
    byte[] expected = HexFormat.of().parseHex(codeUnder(key));
    if (!MessageDigest.isEqual(expected, HexFormat.of().parseHex(code.orElse("")))) {
      throw new StorageException(
          "ENVELOPE-ALTERED",
          "Cannot open the envelope "
              + place
              + ": its header is not the one that was sealed; perhaps somebody altered it");
    }
    return key;
  }

  byte[] bytes() {
    return DagJson.write(this);
  }

  static EnvelopeHeader ofBytes(byte[] bytes, String place) throws IOException {
    try {
      if (bytes.length > MAX_BYTES) {
        throw new MalformedContentException("more than " + MAX_BYTES + " bytes");
      }
      JsonNode tree = DagJson.read(bytes, JsonNode.class);
      JsonNode version = tree.path("version");
      if (version.isInt() && version.intValue() != VERSION) {
        throw new StorageException(
            "ENVELOPE-VERSION",
            "Cannot open the envelope %s: it has format %d, and only %d is known here; perhaps"
                    .formatted(place, version.intValue(), VERSION)
                + " use a newer version of this program");
      }
      return DagJson.of(tree, EnvelopeHeader.class);
    } catch (MalformedContentException e) {
      throw new StorageException(
          "ENVELOPE-MALFORMED",
          "Cannot open the envelope " + place + ": its header is not one: " + e.getMessage(),
          e);
    }
  }
}
