package net.neuralpro.pipelines.flows.reward;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.schemas.reward.ContributionFact;
import net.neuralpro.schemas.reward.ContributionFact.Standing;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.RejectedInputException;
import org.jspecify.annotations.Nullable;

/**
 * Facts in their order, each with whether it earns: it is accepted, registered, stands for its
 * cluster, and nothing in the cluster was registered before it.
 */
final class SortedFacts implements Closeable {
  private final RowSort facts;
  private final RowSort earning;

  private SortedFacts(RowSort facts, RowSort earning) {
    this.facts = facts;
    this.earning = earning;
  }

  /**
   * Takes all facts.
   *
   * @param revoked blinded identifiers of recordings that were taken back
   * @param folder where files may be made
   */
  static SortedFacts of(FactSource source, Set<Digest> revoked, Path folder) throws IOException {
    SortedFacts sorted =
        new SortedFacts(new RowSort(folder, FactRow.WIDTH), new RowSort(folder, FactRow.CLIP_KEY));
    try (RowSort clusters = new RowSort(folder, FactRow.ClusterKey.WIDTH)) {
      for (Optional<ContributionFact> next = source.next();
          next.isPresent();
          next = source.next()) {
        ContributionFact fact = next.get();
        FactRow row =
            FactRow.of(revoked.contains(fact.recording()) ? fact.with(Standing.REVOKED) : fact);
        sorted.facts.add(row.bytes());
        if (row.standing() != Standing.FLAGGED) {
          clusters.add(row.clusterKey());
        }
      }
      sorted.findFirsts(clusters);
    } catch (IOException | RuntimeException e) {
      sorted.close();
      throw e;
    }
    return sorted;
  }

  /** What was revoked is still known: others of its cluster do not come first. */
  private void findFirsts(RowSort clusters) throws IOException {
    byte @Nullable [] first = null;
    byte @Nullable [] taken = null;
    try (RowSort.Rows rows = clusters.sorted()) {
      for (Optional<byte[]> next = rows.next(); next.isPresent(); next = rows.next()) {
        byte[] row = next.get();
        if (first == null || !FactRow.ClusterKey.sameCluster(first, row)) {
          first = row;
        }
        boolean known = taken != null && Arrays.equals(taken, row);
        if (!known && FactRow.ClusterKey.sameClip(first, row) && FactRow.ClusterKey.mayEarn(row)) {
          earning.add(FactRow.ClusterKey.clipKey(row));
          taken = row;
        }
      }
    }
  }

  /** All facts from the first. */
  Cursor open() throws IOException {
    return new Cursor();
  }

  @Override
  public void close() throws IOException {
    facts.close();
    earning.close();
  }

  /** A fact, and what it comes to. */
  record Judged(FactRow row, boolean earns) {}

  /** Goes through all facts. */
  final class Cursor implements Closeable {
    private final RowSort.Rows rows = facts.sorted();
    private final RowSort.Rows clips = earning.sorted();
    private Optional<byte[]> clip = clips.next();
    private @Nullable FactRow before;

    private Cursor() throws IOException {}

    /**
     * The next fact, or empty after the last.
     *
     * @throws RejectedInputException if it contradicts the one before
     */
    Optional<Judged> next() throws IOException {
      Optional<byte[]> next = rows.next();
      if (next.isEmpty()) {
        return Optional.empty();
      }
      FactRow row = new FactRow(next.get());
      check(row);
      before = row;
      while (clip.isPresent() && compare(clip.get(), row) < 0) {
        clip = clips.next();
      }
      boolean earns =
          clip.isPresent() && compare(clip.get(), row) == 0 && row.standing() == Standing.ACCEPTED;
      return Optional.of(new Judged(row, earns));
    }

    private static int compare(byte[] clip, FactRow row) {
      return Arrays.compareUnsigned(clip, 0, FactRow.CLIP_KEY, row.bytes(), 0, FactRow.CLIP_KEY);
    }

    private void check(FactRow row) throws RejectedInputException {
      if (before == null) {
        return;
      }
      if (row.sameKey(before, FactRow.KEY)) {
        throw contradiction(row, "Clip " + row.clip() + " is there twice in one need cell.");
      }
      if (row.sameKey(before, FactRow.RECORDING_KEY) && !row.sameContributor(before)) {
        throw contradiction(
            row, "It is of " + before.contributor() + " and of " + row.contributor() + ".");
      }
      if (row.sameKey(before, FactRow.DATASET_KEY) && !row.sameVersion(before)) {
        throw contradiction(
            row, "Its dataset has facts of " + before.version() + " and " + row.version() + ".");
      }
    }

    private static RejectedInputException contradiction(FactRow row, String evidence) {
      return new RejectedInputException(
          Finding.error("EPOCH-FACTS", "recording " + row.recording(), evidence));
    }

    @Override
    public void close() throws IOException {
      rows.close();
      clips.close();
    }
  }
}
