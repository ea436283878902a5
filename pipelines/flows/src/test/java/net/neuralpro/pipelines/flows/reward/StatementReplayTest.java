package net.neuralpro.pipelines.flows.reward;

import static net.neuralpro.pipelines.flows.reward.Facts.fact;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.MemoryBlockStore;
import net.neuralpro.schemas.content.Multicodec;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Commitment;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.schemas.reward.ChainEvents;
import net.neuralpro.schemas.reward.ContributionFact;
import net.neuralpro.schemas.reward.RegisteredTogether;
import net.neuralpro.schemas.reward.RewardRule;
import net.neuralpro.schemas.reward.RewardStatement;
import net.neuralpro.schemas.reward.StandardMerkleTree;
import net.neuralpro.schemas.reward.Wei;
import net.neuralpro.schemas.rules.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatementReplayTest {
  private static final RewardRule RULE = new RewardRule(Facts.PROTOCOL, 500, 5000, 2, 0, 1000, 4);
  private static final Digest SECOND = Facts.digest("second version");

  @TempDir Path scratch;

  /** Versions whose facts and registrations are in memory. */
  private static final class Versions implements PublishedVersions {
    private final Map<Digest, List<ContributionFact>> facts = new TreeMap<>();
    private final Map<Digest, List<RegisteredTogether>> registrations = new TreeMap<>();

    @Override
    public FactSource facts(Digest dataset, Digest version) {
      return FactSource.of(facts.getOrDefault(version, List.of()));
    }

    @Override
    public List<RegisteredTogether> registrations(Digest version) {
      return registrations.getOrDefault(version, List.of());
    }
  }

  private static Digest blinded(String recording) {
    return Commitment.of(
        Facts.digest("salt of " + recording).bytes(),
        "recording",
        Cid.ofDigest(Multicodec.DAG_JSON, Facts.digest(recording).bytes()));
  }

  private static RegisteredTogether together(String contributor, String... recordings) {
    List<Digest> blinded = new ArrayList<>();
    for (String recording : recordings) {
      blinded.add(blinded(recording));
    }
    Collections.sort(blinded);
    List<RegisteredTogether.Shown> shown = new ArrayList<>();
    for (String recording : recordings) {
      shown.add(
          new RegisteredTogether.Shown(
              blinded.indexOf(blinded(recording)),
              Facts.digest(recording),
              Facts.account(contributor),
              Facts.digest("salt of " + recording)));
    }
    return new RegisteredTogether(blinded, shown);
  }

  private static ContributionFact published(
      String recording, String contributor, int need, Digest version) {
    ContributionFact fact = fact(recording, contributor, 0, 1000, need);
    return new ContributionFact(
        fact.dataset(),
        version,
        blinded(recording),
        0,
        fact.contributor(),
        Optional.empty(),
        1000,
        900,
        fact.cluster(),
        0,
        fact.need(),
        fact.standing());
  }

  private final Versions versions = new Versions();
  private final RegisteredTogether ofAda = together("ada", "one", "two");
  private final RegisteredTogether ofBen = together("ben", "three");

  private ChainEvents events() {
    versions.registrations.put(Facts.VERSION, List.of(ofAda));
    versions.facts.put(
        Facts.VERSION,
        List.of(
            published("one", "ada", 1, Facts.VERSION), published("two", "ada", 2, Facts.VERSION)));
    versions.registrations.put(SECOND, List.of(ofAda, ofBen));
    versions.facts.put(
        SECOND,
        List.of(
            published("one", "ada", 1, SECOND),
            published("two", "ada", 2, SECOND),
            published("three", "ben", 2, SECOND)));
    return new ChainEvents(
        List.of(
            new ChainEvents.Funded(5, Facts.DATASET, Wei.of(100_000)),
            new ChainEvents.Funded(15, Facts.DATASET, Wei.of(50_000))),
        List.of(
            new ChainEvents.Published(8, Facts.DATASET, 1, Facts.VERSION),
            new ChainEvents.Published(18, Facts.DATASET, 2, SECOND)),
        List.of(
            new ChainEvents.Registered(3, 1, Facts.account("ada"), ofAda.root()),
            new ChainEvents.Registered(13, 0, Facts.account("ben"), ofBen.root()),
            new ChainEvents.Registered(14, 0, Facts.account("ada"), ofAda.root())),
        List.of(
            new ChainEvents.Revoked(25, Facts.account("ada"), Facts.digest("two")),
            new ChainEvents.Revoked(4, Facts.account("eve"), Facts.digest("one"))));
  }

  private static List<EpochTime> times() {
    List<EpochTime> times = new ArrayList<>();
    for (long epoch = 1; epoch <= 3; epoch++) {
      times.add(new EpochTime(epoch, Closing.block(epoch * 10 - 9), Closing.block(epoch * 10)));
    }
    return times;
  }

  private List<RewardStatement> replay(BlockStore store, ChainEvents events) throws IOException {
    return new StatementReplay(new EpochClose(store, scratch), versions)
        .replay(events, RULE, times());
  }

  private static <T> List<T> shuffled(List<T> list) {
    List<T> other = new ArrayList<>(list);
    Collections.shuffle(other, new Random(7));
    return other;
  }

  @Test
  void anybodyGetsTheSameRootsFromTheSameEventsInAnyOrder() throws IOException {
    ChainEvents events = events();
    List<RewardStatement> one = replay(new MemoryBlockStore(), events);
    List<RewardStatement> other =
        replay(
            new MemoryBlockStore(),
            new ChainEvents(
                shuffled(events.funded()),
                shuffled(events.published()),
                shuffled(events.registered()),
                shuffled(events.revoked())));
    assertThat(other).isEqualTo(one);
    assertThat(one).extracting(RewardStatement::root).doesNotHaveDuplicates();
    assertThat(scratch).isEmptyDirectory();
  }

  @Test
  void aStatementIsMadeUponTheOneBeforeAsFromTheBeginning() throws IOException {
    BlockStore store = new MemoryBlockStore();
    ChainEvents events = events();
    List<RewardStatement> all = replay(store, events);
    RewardStatement third =
        new StatementReplay(new EpochClose(store, scratch), versions)
            .next(events, RULE, times().get(2), Optional.of(all.get(1).block().cid()));
    assertThat(third).isEqualTo(all.get(2));
  }

  @Test
  void whatWasRevokedByItsContributorStopsVesting() throws IOException {
    BlockStore store = new MemoryBlockStore();
    List<RewardStatement> all = replay(store, events());
    Address ada = Facts.account("ada");
    AccountEarnings second = AccountEarnings.of(store, all.get(1), ada);
    AccountEarnings third = AccountEarnings.of(store, all.get(2), ada);
    assertThat(
            third.awards().stream().filter(award -> award.recording().equals(blinded("two").hex())))
        .isNotEmpty()
        .allMatch(Award::settled);
    assertThat(third.cumulative()).isGreaterThan(second.cumulative());
    assertThat(third.awarded().minus(third.open())).isEqualTo(third.cumulative());
    assertThat(second.claimable(Wei.of(1))).isEqualTo(second.cumulative().minus(Wei.of(1)));
    assertThat(third.claimable(third.cumulative().plus(Wei.of(1)))).isEqualTo(Wei.ZERO);
  }

  @Test
  void aClaimLeadsToTheRoot() throws IOException {
    BlockStore store = new MemoryBlockStore();
    RewardStatement last = replay(store, events()).get(2);
    AccountEarnings.Claim claim =
        AccountEarnings.claim(store, last, Facts.account("ben")).orElseThrow();
    assertThat(
            StandardMerkleTree.verify(
                last.root().bytes(), claim.account(), claim.cumulative(), claim.proof()))
        .isTrue();
    assertThat(AccountEarnings.claim(store, last, Facts.account("nobody"))).isEmpty();
  }

  @Test
  void whatIsNotRegisteredOnTheChainEarnsNothing() throws IOException {
    ChainEvents events = events();
    BlockStore store = new MemoryBlockStore();
    List<RewardStatement> all =
        replay(
            store,
            new ChainEvents(events.funded(), events.published(), List.of(), events.revoked()));
    assertThat(all.get(2).total()).isEqualTo(Wei.of(7_500));
  }

  @Test
  void aRootThatSomebodyElseRegisteredCountsForNobody() throws IOException {
    ChainEvents events = events();
    List<RewardStatement> all =
        replay(
            new MemoryBlockStore(),
            new ChainEvents(
                events.funded(),
                events.published(),
                List.of(
                    new ChainEvents.Registered(1, 0, Facts.account("eve"), ofAda.root()),
                    new ChainEvents.Registered(1, 1, Facts.account("eve"), ofBen.root())),
                events.revoked()));
    assertThat(all.get(2).total()).isEqualTo(Wei.of(7_500));
  }

  @Test
  void tellsWhichOfSomeFactsAreNotWhatComesOutAgain() throws Exception {
    BlockStore store = new MemoryBlockStore();
    RewardStatement last = replay(store, events()).get(2);
    assertThat(DeepReplay.choose(store, last, 10, 1)).hasSize(3).doesNotHaveDuplicates();
    assertThat(DeepReplay.choose(store, last, 2, 1)).hasSize(2).doesNotHaveDuplicates();
    AtomicInteger checked = new AtomicInteger();
    List<Finding> findings =
        DeepReplay.check(
            DeepReplay.choose(store, last, 10, 1),
            fact ->
                fact.contributor().equals(Facts.account("ben"))
                    ? Optional.of(Finding.error("EPOCH-FACTS", "ben", "others"))
                    : Optional.empty(),
            checked::incrementAndGet);
    assertThat(findings).hasSize(1);
    assertThat(checked).hasValue(3);
  }

  @Test
  void aRecordingIsNotShownUnderAnothersIdentifier() {
    assertThatThrownBy(
            () ->
                new RegisteredTogether(
                    List.of(blinded("one")),
                    List.of(
                        new RegisteredTogether.Shown(
                            0,
                            Facts.digest("other"),
                            Facts.account("eve"),
                            Facts.digest("salt of one")))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("under another blinded identifier");
  }
}
