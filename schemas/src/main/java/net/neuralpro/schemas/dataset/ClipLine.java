package net.neuralpro.schemas.dataset;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.DagJson;

/**
 * A clip of a dataset, and what its leaves in the Merkle tree are made of: the leaf of its sample
 * {@code n} is {@link #leaf}. It names the files that hold its rows and frames by their content, so
 * that a leaf commits to a sample's bytes too.
 *
 * @param bucket the LeRobot root that it is in
 * @param episode its episode there
 * @param firstSample the number of its first sample in the dataset
 * @param samples how many it has
 * @param recording the signed manifest of its recording
 * @param clip its index there
 * @param licence of the recording
 * @param consent the commitment to the contributor's consent, hexadecimal; empty if there is none
 * @param derivations those that its rows were made by, in order
 * @param files those of the dataset that hold its rows and frames, by path
 * @param salt hides what can be guessed, hexadecimal
 */
public record ClipLine(
    String bucket,
    int episode,
    long firstSample,
    int samples,
    Cid recording,
    int clip,
    String licence,
    String consent,
    List<Cid> derivations,
    SortedMap<String, Cid> files,
    String salt) {
  public ClipLine {
    derivations = List.copyOf(derivations);
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  /** The content of the leaf of a sample: this line by its hash, and the sample's number in it. */
  public byte[] leaf(long sample) {
    return leaf(DagJson.block(this).cid(), sample);
  }

  /** The same, if the line's hash is known. */
  public static byte[] leaf(Cid line, long sample) {
    return DagJson.write(new TreeMap<>(Map.of("clip", line, "sample", sample)));
  }
}
