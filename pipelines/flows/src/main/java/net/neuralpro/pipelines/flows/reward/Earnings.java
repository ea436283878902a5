package net.neuralpro.pipelines.flows.reward;

import java.io.Closeable;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.reward.StandardMerkleTree;

/** What accounts earn in an epoch, gathered in any order and added to what they earned before. */
final class Earnings implements Closeable {
  private static final int AMOUNT = 32;

  private final RowSort rows;

  Earnings(Path folder) {
    rows = new RowSort(folder, Address.LENGTH + AMOUNT);
  }

  /** Adds to what an account earns; nothing is an amount too. */
  void add(byte[] account, BigInteger amount) throws IOException {
    byte[] row = Arrays.copyOf(account, Address.LENGTH + AMOUNT);
    byte[] digits = amount.toByteArray();
    int length = Math.min(digits.length, AMOUNT);
    System.arraycopy(digits, digits.length - length, row, row.length - length, length);
    rows.add(row);
  }

  /**
   * The accounts with what each has earned so far.
   *
   * @param table a row for each, by account
   * @param root of the Merkle tree over them
   * @param total of all
   */
  record Written(Cid table, byte[] root, BigInteger total) {}

  /**
   * Writes the leaves.
   *
   * @param before those of the statement before, if there is one
   */
  Written write(BlockStore store, Optional<Cid> before) throws IOException {
    StatementTables.Output table = StatementTables.create(store, StatementTables.LEAVES);
    StandardMerkleTree.Builder tree = new StandardMerkleTree.Builder();
    BigInteger total = BigInteger.ZERO;
    try (Sums now = new Sums(rows.sorted());
        Leaves known = before.isEmpty() ? Leaves.none() : Leaves.of(store, before.get())) {
      Optional<StatementTables.Leaf> more = now.next();
      Optional<StatementTables.Leaf> old = known.next();
      while (more.isPresent() || old.isPresent()) {
        int order = compare(more, old);
        BigInteger cumulative = BigInteger.ZERO;
        String account = (order <= 0 ? more : old).orElseThrow().account();
        if (order <= 0) {
          cumulative = cumulative.add(more.orElseThrow().cumulative());
          more = now.next();
        }
        if (order >= 0) {
          cumulative = cumulative.add(old.orElseThrow().cumulative());
          old = known.next();
        }
        StatementTables.append(new StatementTables.Leaf(account, cumulative), table.rows());
        tree.add(HexFormat.of().parseHex(account, 2, account.length()), cumulative);
        total = total.add(cumulative);
      }
    }
    return new Written(table.end(), tree.build().root(), total);
  }

  private static int compare(
      Optional<StatementTables.Leaf> one, Optional<StatementTables.Leaf> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.isEmpty() ? 1 : -1;
    }
    return one.get().account().compareTo(other.get().account());
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }

  /** The leaves of a statement. */
  private interface Leaves extends Closeable {
    Optional<StatementTables.Leaf> next() throws IOException;

    static Leaves none() {
      return new Leaves() {
        @Override
        public Optional<StatementTables.Leaf> next() {
          return Optional.empty();
        }

        @Override
        public void close() {}
      };
    }

    static Leaves of(BlockStore store, Cid table) throws IOException {
      StatementTables.Rows<StatementTables.Leaf> rows = StatementTables.leaves(store, table);
      return new Leaves() {
        @Override
        public Optional<StatementTables.Leaf> next() throws IOException {
          return rows.next();
        }

        @Override
        public void close() throws IOException {
          rows.close();
        }
      };
    }
  }

  /** Sorted rows with those of one account added up. */
  private static final class Sums implements Closeable {
    private final RowSort.Rows rows;
    private Optional<byte[]> row;

    Sums(RowSort.Rows rows) throws IOException {
      this.rows = rows;
      row = rows.next();
    }

    Optional<StatementTables.Leaf> next() throws IOException {
      if (row.isEmpty()) {
        return Optional.empty();
      }
      byte[] first = row.get();
      BigInteger sum = BigInteger.ZERO;
      while (row.isPresent()
          && Arrays.equals(row.get(), 0, Address.LENGTH, first, 0, Address.LENGTH)) {
        sum = sum.add(new BigInteger(1, row.get(), Address.LENGTH, AMOUNT));
        row = rows.next();
      }
      String account = "0x" + HexFormat.of().formatHex(first, 0, Address.LENGTH);
      return Optional.of(new StatementTables.Leaf(account, sum));
    }

    @Override
    public void close() throws IOException {
      rows.close();
    }
  }
}
