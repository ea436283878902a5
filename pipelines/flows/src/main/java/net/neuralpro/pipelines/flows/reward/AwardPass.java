package net.neuralpro.pipelines.flows.reward;

import java.io.Closeable;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.schemas.reward.ContributionFact.Standing;
import net.neuralpro.schemas.reward.RewardRule;
import net.neuralpro.schemas.table.RowAppender;

/**
 * Goes through all recordings that have facts or awards, in order: takes back what has not vested
 * of what is lost, vests the rest, and awards what is paid in this epoch.
 */
final class AwardPass {
  private final EpochInputs inputs;
  private final RewardRule rule;
  private final Map<String, Coverage> coverages;
  private final Earnings earnings;
  private final Map<String, Sums> sums = new HashMap<>();

  AwardPass(EpochInputs inputs, Map<String, Coverage> coverages, Earnings earnings) {
    this.inputs = inputs;
    this.rule = inputs.rule();
    this.coverages = coverages;
    this.earnings = earnings;
  }

  /** What a dataset's recordings were awarded in this epoch, and what was taken back. */
  record Sums(BigInteger awarded, BigInteger takenBack) {
    static final Sums NONE = new Sums(BigInteger.ZERO, BigInteger.ZERO);
  }

  /** Awards of the statement before, in order. */
  interface Known extends Closeable {
    Known NONE =
        new Known() {
          @Override
          public Optional<Award> next() {
            return Optional.empty();
          }

          @Override
          public void close() {}
        };

    Optional<Award> next() throws IOException;
  }

  /** Those of a table that may still change. */
  record Table(StatementTables.Rows<Award> rows) implements Known {
    @Override
    public Optional<Award> next() throws IOException {
      Optional<Award> next = rows.next();
      while (next.isPresent() && next.get().settled()) {
        next = rows.next();
      }
      return next;
    }

    @Override
    public void close() throws IOException {
      rows.close();
    }
  }

  /** What the facts say of a recording. */
  private static final class Recording {
    private final String dataset;
    private final String recording;
    private final SortedMap<Integer, Long> good = new TreeMap<>();
    private String account = "";
    private long stands;
    private long lost;
    private boolean refused;

    Recording(String dataset, String recording) {
      this.dataset = dataset;
      this.recording = recording;
    }

    void add(SortedFacts.Judged fact) {
      FactRow row = fact.row();
      account = row.contributor();
      if (fact.earns()) {
        good.merge(row.need(), row.good(), Math::addExact);
        stands += row.good();
      } else if (row.standing() != Standing.ACCEPTED) {
        refused = true;
      } else if (row.registered()) {
        lost += row.good();
      }
    }

    /** How much of what an award was for is proven to be nothing. */
    long lostOf(Award award) {
      return refused ? award.basis() : Math.min(Math.max(0, award.basis() - stands), lost);
    }
  }

  /** Goes through all of them once. */
  void run(SortedFacts.Cursor facts, Known known, RowAppender table) throws IOException {
    Optional<SortedFacts.Judged> fact = facts.next();
    Optional<Award> award = known.next();
    while (fact.isPresent() || award.isPresent()) {
      Recording recording = first(fact, award);
      Optional<FactRow> own = fact.map(SortedFacts.Judged::row).filter(row -> isOf(recording, row));
      while (own.isPresent()
          && fact.isPresent()
          && fact.get().row().sameKey(own.get(), FactRow.RECORDING_KEY)) {
        recording.add(fact.get());
        fact = facts.next();
      }
      if (inputs.revoked().contains(new Digest(recording.recording))) {
        recording.refused = true;
      }
      List<Award> awards = new ArrayList<>();
      while (award.isPresent() && compare(award.get(), recording) == 0) {
        awards.add(award.get());
        award = known.next();
      }
      for (Award each : awards) {
        go(each, recording, table);
      }
      awardNew(recording, table);
    }
  }

  private static boolean isOf(Recording recording, FactRow key) {
    return key.recording().equals(recording.recording) && key.dataset().equals(recording.dataset);
  }

  private static Recording first(Optional<SortedFacts.Judged> fact, Optional<Award> award) {
    if (fact.isPresent()) {
      FactRow row = fact.get().row();
      Recording recording = new Recording(row.dataset(), row.recording());
      if (award.isEmpty() || compare(award.get(), recording) >= 0) {
        return recording;
      }
    }
    Award known = award.orElseThrow();
    return new Recording(known.dataset(), known.recording());
  }

  private static int compare(Award award, Recording recording) {
    int order = award.dataset().compareTo(recording.dataset);
    return order != 0 ? order : award.recording().compareTo(recording.recording);
  }

  private void go(Award award, Recording recording, RowAppender table) throws IOException {
    long lost = recording.lostOf(award);
    BigInteger open = award.amount().subtract(award.vested());
    BigInteger kept = rule.kept(open, award.basis(), lost);
    BigInteger amount = award.vested().add(kept);
    BigInteger vested = rule.vested(amount, award.vested(), award.epoch(), inputs.epoch());
    book(award.dataset(), BigInteger.ZERO, open.subtract(kept));
    earn(award.account(), vested.subtract(award.vested()));
    StatementTables.append(
        new Award(
            award.dataset(),
            award.recording(),
            award.account(),
            award.epoch(),
            award.basis() - lost,
            amount,
            vested),
        table);
  }

  private void awardNew(Recording recording, RowAppender table) throws IOException {
    BigInteger amount = BigInteger.ZERO;
    Coverage coverage = coverages.get(recording.dataset);
    if (coverage != null && !recording.refused) {
      for (Map.Entry<Integer, Long> need : recording.good.entrySet()) {
        amount = amount.add(coverage.award(need.getKey(), need.getValue()));
      }
    }
    if (amount.signum() == 0) {
      return;
    }
    BigInteger vested = rule.vested(amount, BigInteger.ZERO, inputs.epoch(), inputs.epoch());
    book(recording.dataset, amount, BigInteger.ZERO);
    earn(recording.account, vested);
    StatementTables.append(
        new Award(
            recording.dataset,
            recording.recording,
            recording.account,
            inputs.epoch(),
            recording.stands,
            amount,
            vested),
        table);
  }

  private void book(String dataset, BigInteger awarded, BigInteger takenBack) {
    if (awarded.signum() != 0 || takenBack.signum() != 0) {
      Sums before = sums(dataset);
      sums.put(dataset, new Sums(before.awarded().add(awarded), before.takenBack().add(takenBack)));
    }
  }

  private void earn(String account, BigInteger amount) throws IOException {
    if (amount.signum() > 0) {
      earnings.add(HexFormat.of().parseHex(account, 2, account.length()), amount);
    }
  }

  /** What came of a dataset. */
  Sums sums(String dataset) {
    return sums.getOrDefault(dataset, Sums.NONE);
  }
}
