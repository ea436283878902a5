package net.neuralpro.pipelines.flows.reward;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.MemoryBlockStore;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.schemas.reward.BlockReference;
import net.neuralpro.schemas.reward.ContributionFact;
import net.neuralpro.schemas.reward.DatasetLedger;
import net.neuralpro.schemas.reward.RewardRule;
import net.neuralpro.schemas.reward.RewardStatement;
import net.neuralpro.schemas.reward.Wei;

/** Epochs that are closed one after another, in memory; each has ten blocks. */
final class Closing {
  final BlockStore store = new MemoryBlockStore();
  final List<RewardStatement> statements = new ArrayList<>();
  private final RewardRule rule;

  Closing(RewardRule rule) {
    this.rule = rule;
  }

  /** Pays all at once to everybody, and vests all at once. */
  static RewardRule plain() {
    return new RewardRule(Facts.PROTOCOL, 500, 10_000, 1, 0, 1000, 4);
  }

  RewardStatement close(long funded, Collection<ContributionFact> facts) {
    return close(funded, facts, Set.of());
  }

  RewardStatement close(long funded, Collection<ContributionFact> facts, Set<Digest> revoked) {
    long epoch = statements.size() + 1;
    EpochInputs inputs =
        new EpochInputs(
            epoch,
            block(epoch * 10 - 9),
            block(epoch * 10),
            rule,
            new TreeMap<>(Map.of(Facts.DATASET, Wei.of(funded))),
            revoked);
    Optional<RewardStatement> before =
        statements.isEmpty()
            ? Optional.empty()
            : Optional.of(statements.get(statements.size() - 1));
    try {
      Path scratch = Files.createTempDirectory("closing");
      RewardStatement statement =
          new EpochClose(store, scratch)
              .close(inputs, FactSource.of(facts), before.map(it -> it.block().cid()));
      Files.delete(scratch);
      statements.add(statement);
      return statement;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static BlockReference block(long number) {
    return new BlockReference(number, Facts.digest("block " + number));
  }

  /** What each account has earned by the last statement. */
  Map<String, BigInteger> leaves() {
    return leaves(statements.get(statements.size() - 1));
  }

  Map<String, BigInteger> leaves(RewardStatement statement) {
    Map<String, BigInteger> leaves = new TreeMap<>();
    try (StatementTables.Rows<StatementTables.Leaf> rows =
        StatementTables.leaves(store, statement.leaves())) {
      for (Optional<StatementTables.Leaf> leaf = rows.next();
          leaf.isPresent();
          leaf = rows.next()) {
        leaves.put(leaf.get().account(), leaf.get().cumulative());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return leaves;
  }

  long earned(String account) {
    return earned(Facts.account(account));
  }

  long earned(Address account) {
    return leaves()
        .getOrDefault(account.text().toLowerCase(java.util.Locale.ROOT), BigInteger.ZERO)
        .longValueExact();
  }

  DatasetLedger ledger() {
    return statements.get(statements.size() - 1).datasets().get(0);
  }
}
