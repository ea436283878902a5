package net.neuralpro.pipelines.flows.curate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.neuralpro.pipelines.flows.reward.FactCheck;
import net.neuralpro.schemas.clip.Clusters;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.MalformedContentException;
import net.neuralpro.schemas.dataset.Splits;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.schemas.reward.ContributionFact;
import net.neuralpro.schemas.reward.ContributionFact.Standing;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.RejectedInputException;
import net.neuralpro.transforms.operators.Executor;
import net.neuralpro.transforms.operators.OperatorCatalogue;

/**
 * Derives facts again from the bytes of their recordings, as the lineage of their version says that
 * they were. It remembers the last version and recording, so facts are best checked in their order.
 * Not safe for several threads.
 */
public final class RederivedFacts implements FactCheck {
  private final OperatorCatalogue catalogue;
  private final BlockStore store;
  private final Executor executor;
  private Optional<Digest> version = Optional.empty();
  private Optional<Clusters> clusters = Optional.empty();
  private Optional<Made> made = Optional.empty();

  /** What was made of a recording, and why its clusters could not be found again. */
  private record Made(Digest recording, List<ContributionFact> facts, Optional<String> unknown) {}

  /**
   * Derives by these operators.
   *
   * @param store has what was published, and of the recordings what the caller may read
   * @param executor runs each derivation, whatever is known of it
   */
  public RederivedFacts(OperatorCatalogue catalogue, BlockStore store, Executor executor) {
    this.catalogue = catalogue;
    this.store = store;
    this.executor = executor;
  }

  @Override
  public Optional<Finding> check(ContributionFact fact) throws InterruptedException {
    String place = place(fact);
    try {
      return compare(fact, made(fact), place);
    } catch (RejectedInputException e) {
      Finding finding = e.findings().get(0);
      return Optional.of(
          finding.rule().family().equals("EPOCH")
              ? Finding.error(
                  finding.rule().value(), place, finding.place() + ": " + finding.evidence())
              : unchecked(place, e));
    } catch (MalformedContentException e) {
      return Optional.of(Finding.error("EPOCH-DERIVATION", place, String.valueOf(e.getMessage())));
    } catch (IOException e) {
      return Optional.of(unchecked(place, e));
    }
  }

  private static String place(ContributionFact fact) {
    return "recording %s, clip %d, need cell %d"
        .formatted(fact.recording(), fact.clip(), fact.need().number());
  }

  private static Finding unchecked(String place, IOException e) {
    return Finding.warning("EPOCH-UNCHECKED", place, "Not checked: " + e.getMessage());
  }

  private Made made(ContributionFact fact) throws IOException, InterruptedException {
    if (fact.standing() == Standing.FLAGGED) {
      throw new IOException("its version refuses the recording, and so does not show it");
    }
    if (!version.equals(Optional.of(fact.version()))) {
      version = Optional.of(fact.version());
      clusters = Optional.empty();
      made = Optional.empty();
    }
    if (made.isEmpty() || !made.get().recording().equals(fact.recording())) {
      made = Optional.of(make(fact));
    }
    return made.get();
  }

  private Made make(ContributionFact fact) throws IOException, InterruptedException {
    StoredLineage lineage = StoredLineage.of(store, fact.version());
    Cid recording =
        lineage
            .recording(fact.recording())
            .orElseThrow(
                () ->
                    new IOException(
                        "its recording is not registered, and no private half here is its"));
    store.put(lineage.manifest(recording).block());
    BlindedRecording blinded =
        BlindedRecording.of(store, recording)
            .orElseThrow(
                () ->
                    new IOException("the private half of recording " + recording + " is not here"));
    Rederivation rederivation = new Rederivation(catalogue, store, executor, lineage);
    Track track = rederivation.recording(recording);
    if (!Splits.read(new ContentFiles(store), lineage.file(Lineage.SPLITS))
        .byRecording()
        .containsKey(recording)) {
      return new Made(fact.recording(), List.of(), Optional.empty());
    }
    ClipFacts facts = new ClipFacts(store);
    try {
      rederivation.requireEntry(track);
      if (clusters.isEmpty()) {
        clusters = Optional.of(rederivation.clusters());
      }
    } catch (RejectedInputException | MalformedContentException e) {
      throw e;
    } catch (IOException e) {
      List<ContributionFact> alone =
          facts.of(track, blinded, new ClusterRanks(new Clusters(List.of())));
      return new Made(fact.recording(), alone, Optional.of(String.valueOf(e.getMessage())));
    }
    return new Made(
        fact.recording(),
        facts.of(track, blinded, new ClusterRanks(clusters.get())),
        Optional.empty());
  }

  private static Optional<Finding> compare(ContributionFact stated, Made made, String place) {
    Optional<ContributionFact> same =
        made.facts().stream()
            .filter(fact -> fact.recording().equals(stated.recording()))
            .filter(fact -> fact.clip() == stated.clip() && fact.need().equals(stated.need()))
            .findFirst();
    if (same.isEmpty()) {
      return Optional.of(
          Finding.error("EPOCH-REDERIVED", place, "No such fact comes of its recording."));
    }
    ContributionFact derived = same.get();
    List<String> differences = new ArrayList<>();
    differ("contributor", stated.contributor(), derived.contributor(), differences);
    differ("milliseconds", stated.milliseconds(), derived.milliseconds(), differences);
    differ("good milliseconds", stated.goodMilliseconds(), derived.goodMilliseconds(), differences);
    if (stated.standing() != Standing.REVOKED) {
      differ("standing", stated.standing(), derived.standing(), differences);
    }
    if (made.unknown().isEmpty()) {
      differ("cluster", stated.cluster(), derived.cluster(), differences);
      differ("rank", stated.rank(), derived.rank(), differences);
    }
    if (!differences.isEmpty()) {
      return Optional.of(
          Finding.error("EPOCH-REDERIVED", place, String.join("; ", differences) + "."));
    }
    return made.unknown()
        .map(
            why ->
                Finding.warning(
                    "EPOCH-UNCHECKED", place, "Cluster and rank are not checked: " + why));
  }

  private static void differ(String name, Object stated, Object derived, List<String> differences) {
    if (!stated.equals(derived)) {
      differences.add("%s %s is stated, %s is derived".formatted(name, stated, derived));
    }
  }
}
