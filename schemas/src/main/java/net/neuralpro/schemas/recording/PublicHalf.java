package net.neuralpro.schemas.recording;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What everybody may know of a recording; the part that is signed.
 *
 * @param contributor whose recording it is
 * @param licence under which it is given
 * @param streams its files, sorted by path; 1 to 4096, none at a path inside another's
 * @param commitments salted hashes of the private fields, by name
 * @param privateHalf the SHA-256 digest of the private half's block
 */
public record PublicHalf(
    Address contributor,
    Licence licence,
    List<StreamFile> streams,
    Map<String, Digest> commitments,
    Digest privateHalf) {
  public static final int MAX_STREAMS = 4096;

  private static final int MAX_COMMITMENTS = 64;
  private static final Pattern FIELD = Pattern.compile("[a-z][a-z0-9_]{0,63}");

  public PublicHalf {
    streams = streams.stream().sorted().toList();
    commitments = Collections.unmodifiableMap(new TreeMap<>(commitments));
    if (streams.isEmpty() || streams.size() > MAX_STREAMS) {
      throw new IllegalArgumentException(
          "Cannot make a manifest of " + streams.size() + " streams: 1 to " + MAX_STREAMS);
    }
    if (commitments.size() > MAX_COMMITMENTS
        || !commitments.keySet().stream().allMatch(name -> FIELD.matcher(name).matches())) {
      throw new IllegalArgumentException(
          "Cannot make a manifest with these commitments: at most "
              + MAX_COMMITMENTS
              + ", named in snake case");
    }
    requireDistinct(streams);
  }

  private static void requireDistinct(List<StreamFile> streams) {
    Set<String> taken = new HashSet<>();
    for (StreamFile stream : streams) {
      if (!taken.add(stream.path())) {
        throw new IllegalArgumentException("Cannot have two streams at " + stream.path());
      }
    }
    for (StreamFile stream : streams) {
      String path = stream.path();
      for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
        if (taken.contains(path.substring(0, slash))) {
          throw new IllegalArgumentException(
              "Cannot have a stream at " + path + ": a part of its path is a file");
        }
      }
    }
  }
}
