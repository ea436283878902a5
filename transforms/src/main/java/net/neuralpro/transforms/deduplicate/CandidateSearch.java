package net.neuralpro.transforms.deduplicate;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds the clips that may show what a clip shows: those of which most sample pictures are near to
 * one of its frames. It holds the samples of all clips, 72 bytes each, and no other frames.
 */
final class CandidateSearch {
  /** The most candidates of a clip. */
  private static final int MAX_CANDIDATES = 64;

  private final List<KnownClip> clips;
  private final int bits;
  private final FingerprintIndex index;
  private final int[] owners;
  private final int[] lastSeeker;
  private final int[] counts;

  private CandidateSearch(List<KnownClip> clips, int bits, long[] samples, int[] owners) {
    this.clips = clips;
    this.bits = bits;
    this.owners = owners;
    index = new FingerprintIndex(samples);
    lastSeeker = new int[samples.length];
    Arrays.fill(lastSeeker, -1);
    counts = new int[clips.size()];
  }

  /** A search among these clips. */
  static CandidateSearch of(List<KnownClip> clips, Footage footage, int bits) throws IOException {
    long[] samples = new long[1024];
    int[] owners = new int[1024];
    int count = 0;
    for (int clip = 0; clip < clips.size(); clip++) {
      long[] own = footage.of(clip).samples(bits);
      if (count + own.length > samples.length) {
        int size = Math.addExact(Math.max(count, own.length), count);
        samples = Arrays.copyOf(samples, size);
        owners = Arrays.copyOf(owners, size);
      }
      System.arraycopy(own, 0, samples, count, own.length);
      Arrays.fill(owners, count, count + own.length, clip);
      count += own.length;
    }
    return new CandidateSearch(
        clips, bits, Arrays.copyOf(samples, count), Arrays.copyOf(owners, count));
  }

  /**
   * The clips of other recordings with at least so many samples near to a frame of this one, those
   * with most first, then by number.
   */
  List<Integer> candidates(int seeker, ClipFrames frames, int least) {
    Arrays.fill(counts, 0);
    int recording = clips.get(seeker).recording();
    for (int frame = 0; frame < frames.size(); frame++) {
      long fingerprint = frames.fingerprints()[frame];
      if (frame == 0 || fingerprint != frames.fingerprints()[frame - 1]) {
        index.near(fingerprint, bits, sample -> count(seeker, recording, sample));
      }
    }
    return IntStream.range(0, counts.length)
        .filter(clip -> counts[clip] >= least)
        .boxed()
        .sorted(
            Comparator.<Integer>comparingInt(clip -> -counts[clip])
                .thenComparing(Comparator.naturalOrder()))
        .limit(MAX_CANDIDATES)
        .toList();
  }

  private void count(int seeker, int recording, int sample) {
    if (lastSeeker[sample] != seeker && clips.get(owners[sample]).recording() != recording) {
      lastSeeker[sample] = seeker;
      counts[owners[sample]]++;
    }
  }
}
