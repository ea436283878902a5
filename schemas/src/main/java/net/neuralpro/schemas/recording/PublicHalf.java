package net.neuralpro.schemas.recording;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What everybody may know of a recording; the part that is signed.
 *
 * @param contributor whose recording it is
 * @param licence under which it is given
 * @param streams its files, as {@link RecordingFiles} orders them
 * @param commitments salted hashes of the private fields, by name
 * @param privateHalf the SHA-256 digest of the private half's block
 */
public record PublicHalf(
    Address contributor,
    Licence licence,
    List<StreamFile> streams,
    Map<String, Digest> commitments,
    Digest privateHalf) {
  private static final int MAX_COMMITMENTS = 64;
  private static final Pattern FIELD = Pattern.compile("[a-z][a-z0-9_]{0,63}");

  public PublicHalf {
    streams = new RecordingFiles(streams).streams();
    commitments = Collections.unmodifiableMap(new TreeMap<>(commitments));
    if (commitments.size() > MAX_COMMITMENTS
        || !commitments.keySet().stream().allMatch(name -> FIELD.matcher(name).matches())) {
      throw new IllegalArgumentException(
          "Cannot make a manifest with these commitments: at most "
              + MAX_COMMITMENTS
              + ", named in snake case");
    }
  }

  /** The files alone. */
  public RecordingFiles files() {
    return new RecordingFiles(streams);
  }
}
