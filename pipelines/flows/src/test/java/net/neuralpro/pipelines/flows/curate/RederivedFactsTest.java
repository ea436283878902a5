package net.neuralpro.pipelines.flows.curate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import net.neuralpro.pipelines.flows.SmallVersion;
import net.neuralpro.pipelines.flows.chain.StoredVersions;
import net.neuralpro.pipelines.flows.local.LocalOperators;
import net.neuralpro.pipelines.flows.reward.DeepReplay;
import net.neuralpro.pipelines.flows.reward.FactSource;
import net.neuralpro.pipelines.flows.submit.Submitted;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.DagJsonLines;
import net.neuralpro.schemas.dataset.DatasetFile;
import net.neuralpro.schemas.dataset.DatasetVersion;
import net.neuralpro.schemas.derivation.Derivation;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.schemas.recording.PrivateHalf;
import net.neuralpro.schemas.reward.ContributionFact;
import net.neuralpro.schemas.reward.ContributionFact.Standing;
import net.neuralpro.schemas.reward.NeedCell;
import net.neuralpro.schemas.rules.Finding;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The facts of a version of real recordings, as it writes them and as they are derived again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RederivedFactsTest {
  private static final Digest DATASET = Digest.of(new byte[Digest.LENGTH]);

  @TempDir private static Path folder;

  private SmallVersion small;
  private List<ContributionFact> facts;

  @BeforeAll
  void curate() throws Exception {
    small = SmallVersion.in(folder.resolve("home"));
    facts = new ArrayList<>();
    FactSource source = new StoredVersions(small.store()).facts(DATASET, small.digest());
    for (Optional<ContributionFact> fact = source.next(); fact.isPresent(); fact = source.next()) {
      facts.add(fact.get());
    }
  }

  private List<ContributionFact> of(Submitted recording) {
    Digest blinded = SmallVersion.blinded(recording);
    return facts.stream().filter(fact -> fact.recording().equals(blinded)).toList();
  }

  private static List<Finding> check(BlockStore store, List<ContributionFact> facts)
      throws IOException, InterruptedException {
    try (LocalOperators operators = LocalOperators.over(store, 1)) {
      return DeepReplay.check(
          facts, new RederivedFacts(operators.catalogue(), store, operators.executor()), () -> {});
    }
  }

  @Test
  void aVersionHasFactsOfAllItsRecordings() {
    assertThat(facts).allMatch(fact -> fact.standing() == Standing.ACCEPTED);
    for (Submitted recording : List.of(small.drive(), small.street(), small.copy())) {
      assertThat(of(recording))
          .isNotEmpty()
          .allMatch(
              fact ->
                  fact.contributor().equals(recording.manifest().publicHalf().contributor())
                      && fact.milliseconds() > 0
                      && fact.version().equals(small.digest()));
    }
    assertThat(of(small.drive()).stream().mapToLong(ContributionFact::milliseconds).sum())
        .isBetween(59_000L, 60_000L);
  }

  @Test
  void aCopyIsOfTheSameClusterAndRanksAfterWhatWasRegistered() {
    assertThat(of(small.street())).allMatch(fact -> fact.rank() == 0);
    assertThat(of(small.copy())).allMatch(fact -> fact.rank() == 1);
    assertThat(of(small.copy()).stream().map(ContributionFact::cluster))
        .containsExactlyElementsOf(
            of(small.street()).stream().map(ContributionFact::cluster).toList());
  }

  @Test
  void aRecordingWhosePrivateHalfIsNotThereHasNoFacts() throws IOException {
    Cid half = half(small.street());
    assertThat(BlindedRecording.of(small.store(), small.street().recording()))
        .hasValueSatisfying(
            blinded ->
                assertThat(blinded.blinded()).isEqualTo(SmallVersion.blinded(small.street())));
    assertThat(
            BlindedRecording.of(
                new Lacking(small.store(), Set.of(half)), small.street().recording()))
        .isEmpty();
  }

  @Test
  void allFactsComeOutAgain() throws Exception {
    assertThat(check(small.store(), facts)).isEmpty();
  }

  @Test
  void aRevocationIsTheWordOfTheChain() throws Exception {
    assertThat(check(small.store(), List.of(facts.get(0).with(Standing.REVOKED)))).isEmpty();
  }

  static Stream<UnaryOperator<ContributionFact>> changes() {
    return Stream.of(
        fact -> with(fact, fact.milliseconds() + 1, fact.goodMilliseconds()),
        fact -> with(fact, fact.milliseconds(), fact.goodMilliseconds() - 1),
        fact -> with(fact, fact.cluster(), fact.rank() + 1, fact.need()),
        fact -> with(fact, Digest.of(new byte[Digest.LENGTH]), fact.rank(), fact.need()),
        fact -> with(fact, fact.cluster(), fact.rank(), NeedCell.of(7)),
        fact ->
            new ContributionFact(
                fact.dataset(),
                fact.version(),
                fact.recording(),
                fact.clip(),
                Address.of(new byte[Address.LENGTH]),
                fact.registration(),
                fact.milliseconds(),
                fact.goodMilliseconds(),
                fact.cluster(),
                fact.rank(),
                fact.need(),
                fact.standing()));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void findsAChangedFact(UnaryOperator<ContributionFact> change) throws Exception {
    ContributionFact changed = change.apply(of(small.drive()).get(0));
    assertThat(check(small.store(), List.of(changed)))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.rule().value()).isEqualTo("EPOCH-REDERIVED");
              assertThat(finding.place())
                  .startsWith("recording " + changed.recording() + ", clip 0");
              assertThat(finding.evidence())
                  .containsAnyOf("is derived", "No such fact comes of its recording.");
            });
  }

  private static ContributionFact with(ContributionFact fact, long milliseconds, long good) {
    return new ContributionFact(
        fact.dataset(),
        fact.version(),
        fact.recording(),
        fact.clip(),
        fact.contributor(),
        fact.registration(),
        milliseconds,
        good,
        fact.cluster(),
        fact.rank(),
        fact.need(),
        fact.standing());
  }

  private static ContributionFact with(
      ContributionFact fact, Digest cluster, int rank, NeedCell need) {
    return new ContributionFact(
        fact.dataset(),
        fact.version(),
        fact.recording(),
        fact.clip(),
        fact.contributor(),
        fact.registration(),
        fact.milliseconds(),
        fact.goodMilliseconds(),
        cluster,
        rank,
        need,
        fact.standing());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ingest", "score", "align", "deduplicate"})
  void findsADerivationThatMakesSomethingElse(String operator) throws Exception {
    Cid other = new ContentFiles(small.store()).add(new byte[] {'o', 't', 'h', 'e', 'r'});
    Digest forged =
        forge(
            line -> {
              SortedMap<String, Cid> outputs = new TreeMap<>(line.outputs());
              outputs.replaceAll((name, cid) -> other);
              return line.derivation().operator().equals(operator)
                  ? new Lineage.DerivationLine(line.cid(), line.derivation(), outputs)
                  : line;
            });
    assertThat(check(small.store(), List.of(moved(of(small.drive()).get(0), forged))))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.rule().value()).isEqualTo("EPOCH-DERIVATION");
              assertThat(finding.evidence()).startsWith(operator + ": ");
            });
  }

  @Test
  void findsADerivationThatTheRecipeDoesNotAskFor() throws Exception {
    Digest forged =
        forge(
            line -> {
              if (!line.derivation().operator().equals("deduplicate")) {
                return line;
              }
              ObjectNode parameters = line.derivation().parameters().deepCopy();
              parameters.put("unheard", 1);
              Derivation derivation =
                  new Derivation(
                      "deduplicate",
                      line.derivation().version(),
                      parameters,
                      line.derivation().inputs());
              return new Lineage.DerivationLine(derivation.cid(), derivation, line.outputs());
            });
    assertThat(check(small.store(), List.of(moved(of(small.street()).get(0), forged))))
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.evidence())
                    .isEqualTo("deduplicate: The recipe asks for other parameters or other code."));
  }

  @Test
  void doesNotJudgeWhatOtherCodeMade() throws Exception {
    Digest forged =
        forge(
            line -> {
              Derivation other =
                  new Derivation(
                      line.derivation().operator(),
                      "0123456789abcdef",
                      line.derivation().parameters(),
                      line.derivation().inputs());
              return new Lineage.DerivationLine(other.cid(), other, line.outputs());
            });
    assertThat(check(small.store(), List.of(moved(of(small.street()).get(0), forged))))
        .singleElement()
        .satisfies(finding -> assertUnchecked(finding, "ran at version 0123456789abcdef"));
  }

  @Test
  void doesNotJudgeWhatCannotBeRead() throws Exception {
    ContributionFact fact = of(small.street()).get(0);
    Cid video = small.street().manifest().publicHalf().streams().get(0).cid();
    assertThat(check(new Lacking(small.store(), Set.of(half(small.street()))), List.of(fact)))
        .singleElement()
        .satisfies(finding -> assertUnchecked(finding, "the private half of recording "));
    assertThat(check(new Lacking(small.store(), Set.of(video)), List.of(fact)))
        .singleElement()
        .satisfies(finding -> assertUnchecked(finding, video.toString()));
    assertThat(
            check(
                new Lacking(small.store(), Set.of(half(small.copy()))),
                List.of(of(small.copy()).get(0))))
        .singleElement()
        .satisfies(finding -> assertUnchecked(finding, "no private half here is its"));
  }

  @Test
  void checksTheRestWhereOtherRecordingsCannotBeRead() throws Exception {
    Set<Cid> fingerprints = new TreeSet<>();
    try (DagJsonLines<Lineage.DerivationLine> lines = derivations()) {
      for (Optional<Lineage.DerivationLine> line = lines.next();
          line.isPresent();
          line = lines.next()) {
        if (line.get().derivation().operator().equals("fingerprint")) {
          fingerprints.addAll(line.get().outputs().values());
        }
      }
    }
    ContributionFact fact = of(small.drive()).get(0);
    BlockStore store = new Lacking(small.store(), fingerprints);
    assertThat(check(store, List.of(fact)))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.rule().value()).isEqualTo("EPOCH-UNCHECKED");
              assertThat(finding.evidence()).startsWith("Cluster and rank are not checked: ");
            });
    assertThat(check(store, List.of(with(fact, fact.milliseconds() + 1, 0))))
        .singleElement()
        .satisfies(finding -> assertThat(finding.rule().value()).isEqualTo("EPOCH-REDERIVED"));
  }

  private static void assertUnchecked(Finding finding, String why) {
    assertThat(finding.rule().value()).isEqualTo("EPOCH-UNCHECKED");
    assertThat(finding.evidence()).startsWith("Not checked: ").contains(why);
  }

  private static Cid half(Submitted recording) {
    return PrivateHalf.cid(recording.manifest().publicHalf().privateHalf());
  }

  private static ContributionFact moved(ContributionFact fact, Digest version) {
    return new ContributionFact(
        fact.dataset(),
        version,
        fact.recording(),
        fact.clip(),
        fact.contributor(),
        fact.registration(),
        fact.milliseconds(),
        fact.goodMilliseconds(),
        fact.cluster(),
        fact.rank(),
        fact.need(),
        fact.standing());
  }

  private DagJsonLines<Lineage.DerivationLine> derivations() throws IOException {
    return DagJsonLines.of(
        small.store(),
        small.version().file(Lineage.DERIVATIONS).orElseThrow().cid(),
        Lineage.DerivationLine.class);
  }

  /** The version with other lines about its derivations, as a false publisher would write it. */
  private Digest forge(UnaryOperator<Lineage.DerivationLine> change) throws IOException {
    ByteArrayOutputStream forged = new ByteArrayOutputStream();
    try (DagJsonLines<Lineage.DerivationLine> lines = derivations()) {
      for (Optional<Lineage.DerivationLine> line = lines.next();
          line.isPresent();
          line = lines.next()) {
        forged.writeBytes(DagJson.write(change.apply(line.get())));
        forged.write('\n');
      }
    }
    DatasetVersion genuine = small.version();
    List<DatasetFile> files = new ArrayList<>(genuine.files());
    files.removeIf(file -> file.path().equals(Lineage.DERIVATIONS));
    files.add(
        new DatasetFile(
            Lineage.DERIVATIONS,
            new ContentFiles(small.store()).add(forged.toByteArray()),
            forged.size(),
            "0".repeat(64)));
    Block block =
        new DatasetVersion(
                1, genuine.recipe(), genuine.parent(), genuine.lineage(), genuine.totals(), files)
            .block();
    small.store().put(block);
    return Digest.of(block.cid().digest());
  }

  /** A store that lacks blocks, and does not get them either. */
  private record Lacking(BlockStore store, Set<Cid> lacking) implements BlockStore {
    @Override
    public void put(Block block) throws IOException {
      store.put(block);
    }

    @Override
    public Optional<Block> get(Cid cid) throws IOException {
      return lacking.contains(cid) ? Optional.empty() : store.get(cid);
    }

    @Override
    public boolean has(Cid cid) throws IOException {
      return !lacking.contains(cid) && store.has(cid);
    }
  }
}
