package net.neuralpro.pipelines.flows.reward;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.reward.RewardStatement;
import net.neuralpro.schemas.reward.StandardMerkleTree;
import net.neuralpro.schemas.reward.Wei;

/**
 * What an account has earned by a statement, and for what.
 *
 * @param account whose
 * @param epoch the statement's
 * @param cumulative what has vested altogether: what the account can have been paid by now
 * @param awarded what it was awarded altogether, less what was taken back
 * @param awards for what, the newest first
 */
public record AccountEarnings(
    Address account, long epoch, Wei cumulative, Wei awarded, List<Award> awards) {
  public AccountEarnings {
    awards = List.copyOf(awards);
  }

  /** What has not vested yet. */
  public Wei open() {
    return new Wei(
        awards.stream()
            .map(award -> award.amount().subtract(award.vested()))
            .reduce(BigInteger.ZERO, BigInteger::add));
  }

  /**
   * What can be claimed.
   *
   * @param claimed what was paid out, as the chain says
   */
  public Wei claimable(Wei claimed) {
    return cumulative.compareTo(claimed) <= 0 ? Wei.ZERO : cumulative.minus(claimed);
  }

  /** Reads what an account has earned by a statement from it and all before it. */
  public static AccountEarnings of(BlockStore store, RewardStatement statement, Address account)
      throws IOException {
    String name = account.text().toLowerCase(Locale.ROOT);
    List<Award> awards = new ArrayList<>();
    Set<Award> known = new HashSet<>();
    Optional<RewardStatement> at = Optional.of(statement);
    while (at.isPresent()) {
      try (StatementTables.Rows<Award> rows = StatementTables.awards(store, at.get().awards())) {
        for (Optional<Award> award = rows.next(); award.isPresent(); award = rows.next()) {
          if (award.get().account().equals(name) && known.add(award.get().named())) {
            awards.add(award.get());
          }
        }
      }
      Optional<Cid> previous = at.get().previous();
      at =
          previous.isEmpty()
              ? Optional.empty()
              : Optional.of(DagJson.read(store.require(previous.get()), RewardStatement.class));
    }
    BigInteger awarded =
        awards.stream().map(Award::amount).reduce(BigInteger.ZERO, BigInteger::add);
    return new AccountEarnings(
        account, statement.epoch(), cumulative(store, statement, name), new Wei(awarded), awards);
  }

  private static Wei cumulative(BlockStore store, RewardStatement statement, String account)
      throws IOException {
    try (StatementTables.Rows<StatementTables.Leaf> rows =
        StatementTables.leaves(store, statement.leaves())) {
      for (Optional<StatementTables.Leaf> leaf = rows.next();
          leaf.isPresent();
          leaf = rows.next()) {
        if (leaf.get().account().equals(account)) {
          return new Wei(leaf.get().cumulative());
        }
      }
    }
    return Wei.ZERO;
  }

  /**
   * What an account shows the contract to be paid.
   *
   * @param cumulative what it has earned so far
   * @param proof from its leaf to the root, 32 bytes each
   */
  public record Claim(Address account, Wei cumulative, List<byte[]> proof) {
    public Claim {
      proof = List.copyOf(proof);
    }
  }

  /**
   * The claim of an account by a statement; empty if it has earned nothing.
   *
   * @throws IOException if the leaves are not those of the statement's root
   */
  public static Optional<Claim> claim(BlockStore store, RewardStatement statement, Address account)
      throws IOException {
    StandardMerkleTree.Builder leaves = new StandardMerkleTree.Builder();
    String name = account.text().toLowerCase(Locale.ROOT);
    Optional<Wei> cumulative = Optional.empty();
    try (StatementTables.Rows<StatementTables.Leaf> rows =
        StatementTables.leaves(store, statement.leaves())) {
      for (Optional<StatementTables.Leaf> leaf = rows.next();
          leaf.isPresent();
          leaf = rows.next()) {
        Wei amount = new Wei(leaf.get().cumulative());
        leaves.add(Address.parse(leaf.get().account()), amount);
        if (leaf.get().account().equals(name)) {
          cumulative = Optional.of(amount);
        }
      }
    }
    StandardMerkleTree tree = leaves.build();
    if (!Arrays.equals(tree.root(), statement.root().bytes())) {
      throw new IOException(
          "Cannot claim by the statement of epoch %d: its leaves are of another root"
              .formatted(statement.epoch()));
    }
    return cumulative
        .filter(amount -> amount.amount().signum() > 0)
        .map(amount -> new Claim(account, amount, tree.proof(account, amount)));
  }
}
