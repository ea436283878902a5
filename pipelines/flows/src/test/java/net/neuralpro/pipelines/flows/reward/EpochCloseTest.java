package net.neuralpro.pipelines.flows.reward;

import static net.neuralpro.pipelines.flows.reward.Facts.copy;
import static net.neuralpro.pipelines.flows.reward.Facts.fact;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.schemas.reward.ContributionFact;
import net.neuralpro.schemas.reward.ContributionFact.Standing;
import net.neuralpro.schemas.reward.DatasetLedger;
import net.neuralpro.schemas.reward.RewardRule;
import net.neuralpro.schemas.reward.RewardStatement;
import org.junit.jupiter.api.Test;

class EpochCloseTest {
  /** A quarter of what is there each epoch, in four tranches from the next one on. */
  private static final RewardRule SLOW = new RewardRule(Facts.PROTOCOL, 500, 2500, 4, 1, 1000, 4);

  private static final int EPOCHS = 6;

  @Test
  void theWorkedExampleOfTheDocumentationHolds() {
    Closing closing = new Closing(new RewardRule(Facts.PROTOCOL, 500, 2500, 4, 1, 36_000, 8));
    List<ContributionFact> facts =
        List.of(
            fact("a", "ada", 1, 36_000, 1),
            fact("b", "ben", 2, 36_000, 1),
            fact("c", "cleo", 3, 18_000, 2));
    closing.close(1_000_000, facts);
    assertThat(closing.ledger().protocol().amount()).isEqualTo(50_000);
    assertThat(closing.ledger().awarded().amount()).isEqualTo(237_499);
    assertThat(closing.ledger().carried().amount()).isEqualTo(712_501);
    assertThat(closing.earned("ada")).isZero();
    closing.close(1_000_000, facts);
    assertThat(closing.earned("ada")).isEqualTo(22_265);
    assertThat(closing.earned("ben")).isEqualTo(22_265);
    assertThat(closing.earned("cleo")).isEqualTo(14_843);
  }

  /** Some recordings, of which a few are copies, refused, or not registered. */
  private static List<ContributionFact> some(Random random) {
    List<ContributionFact> facts = new ArrayList<>();
    int count = 1 + random.nextInt(12);
    for (int number = 0; number < count; number++) {
      String name = "r" + number;
      ContributionFact fact =
          fact(name, "a" + random.nextInt(5), number, random.nextInt(5000), random.nextInt(3));
      switch (random.nextInt(8)) {
        case 0 -> facts.add(fact.with(Standing.FLAGGED));
        case 1 -> facts.add(number == 0 ? fact : copy(fact, "r0", 1));
        default -> facts.add(fact);
      }
      if (random.nextBoolean()) {
        facts.add(Facts.clip(fact(name, name(fact, facts), number, 700, 4), 1));
      }
    }
    return facts;
  }

  private static String name(ContributionFact fact, List<ContributionFact> facts) {
    for (int number = 0; number < 5; number++) {
      if (Facts.account("a" + number).equals(fact.contributor())) {
        return "a" + number;
      }
    }
    throw new IllegalStateException("" + facts.size());
  }

  @Property(tries = 100)
  void theSumOfAllIsWhatWasFundedAndNothingFalls(@ForAll long seed) {
    Random random = new Random(seed);
    Closing closing = new Closing(random.nextBoolean() ? SLOW : Closing.plain());
    long funded = 0;
    Map<String, BigInteger> before = Map.of();
    Set<Digest> revoked = new HashSet<>();
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      funded += random.nextInt(100_000);
      List<ContributionFact> facts = some(random);
      if (random.nextInt(3) == 0) {
        revoked.add(facts.get(random.nextInt(facts.size())).recording());
      }
      RewardStatement statement = closing.close(funded, facts, revoked);
      Map<String, BigInteger> leaves = closing.leaves();
      BigInteger total = leaves.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
      DatasetLedger ledger = closing.ledger();
      assertThat(statement.total().amount()).isEqualTo(total);
      assertThat(ledger.funded().amount()).isEqualTo(funded);
      assertThat(total).isLessThanOrEqualTo(ledger.protocol().plus(ledger.awarded()).amount());
      before.forEach(
          (account, earned) -> assertThat(leaves.get(account)).isGreaterThanOrEqualTo(earned));
      before = leaves;
    }
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      closing.close(funded, List.of(), revoked);
    }
    assertThat(closing.leaves().values().stream().reduce(BigInteger.ZERO, BigInteger::add))
        .isEqualTo(closing.ledger().protocol().plus(closing.ledger().awarded()).amount());
  }

  /** The parts of a recording, of any lengths, under several accounts. */
  private static List<ContributionFact> parts(List<ContributionFact> facts, Random random) {
    List<ContributionFact> parts = new ArrayList<>();
    for (ContributionFact fact : facts) {
      long left = fact.milliseconds();
      int count = 1 + random.nextInt(5);
      for (int part = 0; part < count; part++) {
        long length = part == count - 1 ? left : (long) (random.nextDouble() * left);
        left -= length;
        ContributionFact of =
            fact(
                "part " + part + " of " + fact.recording() + fact.clip(),
                "whole" + part,
                100 + part,
                length,
                fact.need().place().number());
        parts.add(of.with(fact.standing()));
      }
    }
    return parts;
  }

  @Property(tries = 150)
  void partsUnderManyAccountsNeverEarnMoreThanTheWhole(@ForAll long seed) {
    Random random = new Random(seed);
    RewardRule rule = random.nextBoolean() ? SLOW : Closing.plain();
    List<ContributionFact> others = new ArrayList<>();
    for (int number = 0; number < random.nextInt(4); number++) {
      others.add(fact("other" + number, "other", number, random.nextInt(4000), random.nextInt(2)));
    }
    List<ContributionFact> whole = new ArrayList<>();
    whole.add(fact("whole", "whole0", 50, 1 + random.nextInt(9000), 0));
    whole.add(Facts.clip(fact("whole", "whole0", 50, 1 + random.nextInt(900), 1), 1));
    List<ContributionFact> parts = parts(whole, random);
    whole.addAll(others);
    parts.addAll(others);
    Closing one = new Closing(rule);
    Closing many = new Closing(rule);
    long funded = 0;
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      funded += random.nextInt(40);
      one.close(funded, whole);
      many.close(funded, parts);
      long ofParts = 0;
      for (int part = 0; part < 5; part++) {
        ofParts += many.earned("whole" + part);
      }
      assertThat(ofParts).isLessThanOrEqualTo(one.earned("whole0"));
    }
  }

  @Property(tries = 30)
  void theOrderOfFactsChangesNoByte(@ForAll long seed) {
    Random random = new Random(seed);
    List<ContributionFact> facts = some(random);
    Closing one = new Closing(SLOW);
    Closing other = new Closing(SLOW);
    for (int epoch = 1; epoch < 4; epoch++) {
      RewardStatement statement = one.close(epoch * 999L, facts);
      java.util.Collections.shuffle(facts, random);
      assertThat(other.close(epoch * 999L, facts).block().cid()).isEqualTo(statement.block().cid());
    }
  }

  @Property(tries = 50)
  void moreOfTheSameNeverLowersWhatARecordingEarns(
      @ForAll @IntRange(min = 1, max = 9000) int length,
      @ForAll @IntRange(min = 0, max = 9000) int more,
      @ForAll @IntRange(min = 0, max = 9000) int others) {
    Closing less = new Closing(Closing.plain());
    Closing greater = new Closing(Closing.plain());
    less.close(77_777, List.of(fact("a", "ada", 1, length, 1), fact("b", "ben", 2, others, 1)));
    greater.close(
        77_777, List.of(fact("a", "ada", 1, length + more, 1), fact("b", "ben", 2, others, 1)));
    assertThat(greater.earned("ada")).isGreaterThanOrEqualTo(less.earned("ada"));
  }

  @Test
  void aCopyEarnsNothingWhoeverSendsItIn() {
    Closing closing = new Closing(Closing.plain());
    ContributionFact original = fact("ride", "ada", 1, 2000, 1);
    ContributionFact muxed = copy(fact("muxed", "eve", 2, 2000, 1), "ride", 1);
    ContributionFact coded = copy(fact("coded", "eve", 3, 1990, 2), "ride", 2);
    closing.close(1000, List.of(original, muxed, coded));
    assertThat(closing.earned("eve")).isZero();
    assertThat(closing.earned("ada")).isEqualTo(950);
  }

  @Test
  void whoeverIsCalledFirstButRegisteredLaterEarnsNothing() {
    Closing closing = new Closing(Closing.plain());
    ContributionFact original = copy(fact("ride", "ada", 1, 2000, 1), "ride", 1);
    ContributionFact favoured = copy(fact("copy", "eve", 2, 2000, 1), "ride", 0);
    closing.close(1000, List.of(original, favoured));
    assertThat(closing.earned("eve")).isZero();
    assertThat(closing.ledger().carried().amount()).isEqualTo(950);
  }

  @Test
  void whatIsFlaggedRevokedOrNotRegisteredEarnsNothing() {
    Closing closing = new Closing(Closing.plain());
    ContributionFact unregistered = fact("late", "leo", 1, 2000, 1);
    unregistered = unregistered.with(Optional.empty());
    closing.close(
        1000,
        List.of(
            unregistered,
            fact("bad", "bob", 2, 2000, 1).with(Standing.FLAGGED),
            fact("gone", "gus", 3, 2000, 1)),
        Set.of(Facts.digest("gone")));
    assertThat(closing.statements.get(0).total().amount()).isEqualTo(50);
    assertThat(closing.ledger().carried().amount()).isEqualTo(950);
  }

  @Test
  void aRevokedRecordingStillCountsAsKnown() {
    Closing closing = new Closing(Closing.plain());
    ContributionFact original = fact("ride", "ada", 1, 2000, 1);
    ContributionFact other = copy(fact("again", "eve", 2, 2000, 1), "ride", 1);
    closing.close(1000, List.of(original, other), Set.of(original.recording()));
    assertThat(closing.earned("ada")).isZero();
    assertThat(closing.earned("eve")).isZero();
  }

  @Test
  void aCopyThatIsProvenLaterLosesWhatHasNotVested() {
    Closing closing = new Closing(SLOW);
    ContributionFact ada = fact("ride", "ada", 1, 2000, 1);
    ContributionFact eve = fact("other", "eve", 2, 2000, 1);
    closing.close(8000, List.of(ada, eve));
    closing.close(8000, List.of(ada, eve));
    long vested = closing.earned("eve");
    assertThat(vested).isEqualTo(237);
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      closing.close(8000, List.of(ada, copy(eve, "ride", 1)));
      assertThat(closing.earned("eve")).isEqualTo(vested);
    }
    assertThat(closing.earned("ada")).isGreaterThan(4 * 237);
  }

  @Test
  void aRecordingOfWhichHalfIsProvenACopyKeepsHalfOfWhatHasNotVested() {
    Closing closing = new Closing(SLOW);
    ContributionFact own = fact("ride", "eve", 2, 1000, 1);
    ContributionFact copied = Facts.clip(own, 1);
    ContributionFact original = fact("first", "ada", 1, 1000, 1);
    closing.close(8000, List.of(own, copied));
    ContributionFact proven = copy(copied, "first", 1);
    closing.close(8000, List.of(original, own, proven));
    // 1900 awarded in epoch 1, half of it taken back, a quarter of the rest vested
    assertThat(closing.earned("eve")).isEqualTo(237);
    assertThat(closing.earned("ada")).isZero();
  }

  @Test
  void whatANewVersionMerelyLeavesOutGoesOnVesting() {
    Closing closing = new Closing(SLOW);
    closing.close(8000, List.of(fact("ride", "ada", 1, 2000, 1)));
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      closing.close(8000, List.of());
    }
    assertThat(closing.earned("ada")).isEqualTo(1900);
    assertThat(closing.ledger().carried().amount()).isEqualTo(5700);
  }

  @Test
  void refusesFactsThatContradictEachOther() {
    ContributionFact fact = fact("ride", "ada", 1, 2000, 1);
    assertThatThrownBy(() -> new Closing(SLOW).close(1, List.of(fact, fact)))
        .hasMessageContaining("EPOCH-FACTS")
        .hasMessageContaining("Clip 0 is there twice in one need cell.");
    assertThatThrownBy(
            () ->
                new Closing(SLOW)
                    .close(1, List.of(fact, Facts.clip(fact("ride", "eve", 1, 1, 1), 1))))
        .hasMessageContaining("EPOCH-FACTS");
  }

  @Test
  void refusesFundsThatFall() {
    Closing closing = new Closing(SLOW);
    closing.close(2, List.of());
    assertThatThrownBy(() -> closing.close(1, List.of()))
        .hasMessageContaining("EPOCH-FUNDS")
        .hasMessageContaining("has 1, and had 2 before");
  }

  @Test
  void twoHundredThousandRowsSortThroughFilesAsInMemory(
      @org.junit.jupiter.api.io.TempDir java.nio.file.Path folder) throws Exception {
    Random random = new Random(1);
    try (RowSort files = new RowSort(folder, 12, 1 << 16);
        RowSort memory = new RowSort(folder, 12)) {
      for (int row = 0; row < 200_000; row++) {
        byte[] bytes = new byte[12];
        random.nextBytes(bytes);
        files.add(bytes);
        memory.add(bytes);
      }
      try (RowSort.Rows one = files.sorted();
          RowSort.Rows other = memory.sorted()) {
        for (Optional<byte[]> row = one.next(); row.isPresent(); row = one.next()) {
          assertThat(row).hasValue(other.next().orElseThrow());
        }
        assertThat(other.next()).isEmpty();
      }
    }
    assertThat(folder).isEmptyDirectory();
  }
}
