package net.neuralpro.pipelines.flows.reward;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.schemas.reward.DatasetLedger;
import net.neuralpro.schemas.reward.RewardRule;
import net.neuralpro.schemas.reward.RewardStatement;
import net.neuralpro.schemas.reward.Wei;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.RejectedInputException;

/**
 * Makes the statement of an epoch. The same facts, events and statement before make the same bytes,
 * in whatever order they are given and wherever it is done. Memory is bounded but for 96 bytes of
 * each account and the need cells of all datasets.
 *
 * @param store has the statement before, and keeps this one with its tables
 * @param scratch an existing folder for files that are gone when it ends
 */
public record EpochClose(BlockStore store, Path scratch) {
  /**
   * Closes an epoch.
   *
   * @param facts of the newest version of each dataset at the last block, in any order
   * @param previous the statement before, if there is one
   * @throws RejectedInputException if facts contradict each other, or the inputs the statement
   *     before
   */
  public RewardStatement close(EpochInputs inputs, FactSource facts, Optional<Cid> previous)
      throws IOException {
    Optional<RewardStatement> before = Optional.empty();
    if (previous.isPresent()) {
      before = Optional.of(DagJson.read(store.require(previous.get()), RewardStatement.class));
      requireSuccession(inputs, before.get());
    }
    Path folder = Files.createTempDirectory(scratch, "epoch");
    try (SortedFacts sorted = SortedFacts.of(facts, inputs.revoked(), folder);
        Earnings earnings = new Earnings(folder)) {
      RewardStatement statement = close(inputs, sorted, earnings, before);
      store.put(statement.block());
      return statement;
    } finally {
      Files.deleteIfExists(folder);
    }
  }

  private RewardStatement close(
      EpochInputs inputs, SortedFacts facts, Earnings earnings, Optional<RewardStatement> before)
      throws IOException {
    SortedMap<Digest, DatasetLedger> ledgers = ledgers(inputs, before, earnings);
    Map<String, Coverage> coverages = new TreeMap<>();
    Cid factTable = writeFacts(facts, inputs.rule(), coverages);
    coverages.forEach(
        (dataset, coverage) ->
            coverage.pay(
                Optional.ofNullable(ledgers.get(new Digest(dataset)))
                    .map(ledger -> ledger.carried().amount())
                    .orElse(BigInteger.ZERO)));
    AwardPass awards = new AwardPass(inputs, coverages, earnings);
    StatementTables.Output awardTable = StatementTables.create(store, StatementTables.AWARDS);
    try (SortedFacts.Cursor cursor = facts.open();
        AwardPass.Known known = known(before)) {
      awards.run(cursor, known, awardTable.rows());
    }
    List<DatasetLedger> settled = new ArrayList<>();
    for (DatasetLedger ledger : ledgers.values()) {
      AwardPass.Sums sums = awards.sums(ledger.dataset().hex());
      settled.add(ledger.awarded(new Wei(sums.awarded()), new Wei(sums.takenBack())));
    }
    Earnings.Written leaves = earnings.write(store, before.map(RewardStatement::leaves));
    return new RewardStatement(
        1,
        inputs.epoch(),
        inputs.first(),
        inputs.last(),
        before.map(statement -> statement.block().cid()),
        inputs.rule(),
        settled,
        factTable,
        awardTable.end(),
        leaves.table(),
        Digest.of(leaves.root()),
        new Wei(leaves.total()));
  }

  private static void requireSuccession(EpochInputs inputs, RewardStatement before)
      throws RejectedInputException {
    if (inputs.epoch() <= before.epoch() || inputs.first().number() != before.last().number() + 1) {
      throw rejected(
          "EPOCH-ORDER",
          inputs,
          "The statement before is of epoch %d and ends with block %d, this one begins with %d."
              .formatted(before.epoch(), before.last().number(), inputs.first().number()));
    }
    if (!inputs.rule().equals(before.rule())) {
      throw rejected("EPOCH-RULE", inputs, "The statement before has " + before.rule() + ".");
    }
    for (DatasetLedger ledger : before.datasets()) {
      Wei funded = inputs.funded().getOrDefault(ledger.dataset(), Wei.ZERO);
      if (funded.compareTo(ledger.funded()) < 0) {
        throw rejected(
            "EPOCH-FUNDS",
            inputs,
            "Dataset %s has %s, and had %s before."
                .formatted(ledger.dataset(), funded, ledger.funded()));
      }
    }
  }

  private static RejectedInputException rejected(String rule, EpochInputs inputs, String evidence) {
    return new RejectedInputException(Finding.error(rule, "epoch " + inputs.epoch(), evidence));
  }

  /** The money of each dataset with what was paid in since; the protocol earns its share of it. */
  private static SortedMap<Digest, DatasetLedger> ledgers(
      EpochInputs inputs, Optional<RewardStatement> before, Earnings earnings) throws IOException {
    SortedMap<Digest, DatasetLedger> ledgers = new TreeMap<>();
    before.ifPresent(
        statement -> statement.datasets().forEach(ledger -> ledgers.put(ledger.dataset(), ledger)));
    BigInteger share = BigInteger.ZERO;
    for (Map.Entry<Digest, Wei> funded : inputs.funded().entrySet()) {
      DatasetLedger ledger =
          ledgers.getOrDefault(funded.getKey(), DatasetLedger.empty(funded.getKey()));
      DatasetLedger more = ledger.funded(funded.getValue(), inputs.rule());
      share = share.add(more.protocol().minus(ledger.protocol()).amount());
      ledgers.put(funded.getKey(), more);
    }
    earnings.add(inputs.rule().protocol().bytes(), share);
    return ledgers;
  }

  private Cid writeFacts(SortedFacts facts, RewardRule rule, Map<String, Coverage> coverages)
      throws IOException {
    StatementTables.Output table = StatementTables.create(store, StatementTables.FACTS);
    try (SortedFacts.Cursor cursor = facts.open()) {
      Optional<SortedFacts.Judged> next = cursor.next();
      while (next.isPresent()) {
        FactRow first = next.get().row();
        Coverage coverage = new Coverage(rule);
        coverages.put(first.dataset(), coverage);
        while (next.isPresent() && next.get().row().sameKey(first, FactRow.DATASET_KEY)) {
          SortedFacts.Judged fact = next.get();
          StatementTables.append(fact, table.rows());
          if (fact.earns()) {
            coverage.add(fact.row().need(), fact.row().good());
          }
          next = cursor.next();
        }
      }
    }
    return table.end();
  }

  private AwardPass.Known known(Optional<RewardStatement> before) throws IOException {
    return before.isEmpty()
        ? AwardPass.Known.NONE
        : new AwardPass.Table(StatementTables.awards(store, before.get().awards()));
  }
}
