package net.neuralpro.connectors.chain.sending;

import java.io.Closeable;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sqlite.SQLiteConfig;

/**
 * What is to be sent, written down before it is: a file that several programs may use at once. A
 * transaction has a name that says what it is for; what has a name was sent, and is not sent again
 * under another number.
 */
final class Outbox implements Closeable {
  private static final int BUSY_MILLISECONDS = 60_000;

  /**
   * A transaction.
   *
   * @param name what it is for
   * @param nonce its number among those of the account
   * @param target the contract, or nothing to make one
   * @param data what is asked of it, with 0x
   * @param gas most that it may use
   * @param tip for who includes it, wei per gas
   * @param fee most that is paid altogether, wei per gas
   * @param raw the signed transaction
   * @param hashes of all that were signed for this number, the newest last
   * @param since number of the newest block when it was written down
   * @param done whether it is final on the chain
   */
  record Entry(
      String name,
      BigInteger nonce,
      Optional<String> target,
      String data,
      BigInteger gas,
      BigInteger tip,
      BigInteger fee,
      String raw,
      List<String> hashes,
      long since,
      boolean done) {
    Entry {
      hashes = List.copyOf(hashes);
    }

    /** The same when it is final, under a name. */
    Entry finished(String other) {
      return new Entry(other, nonce, target, data, gas, tip, fee, raw, hashes, since, true);
    }
  }

  /** Something to be done while no other program writes. */
  interface Work<T> {
    T apply() throws IOException, SQLException;
  }

  private final Connection connection;
  private final String account;

  private Outbox(Connection connection, String account) {
    this.connection = connection;
    this.account = account;
  }

  /**
   * Opens the part of an account of the file, which is made if it is not there.
   *
   * @param account lower case with 0x
   */
  static Outbox open(Path file, String account) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLISECONDS);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    try {
      Connection connection = config.createConnection("jdbc:sqlite:" + file);
      try (var statement = connection.createStatement()) {
        statement.executeUpdate(
            "CREATE TABLE IF NOT EXISTS sent (name TEXT NOT NULL, account TEXT NOT NULL,"
                + " nonce INTEGER NOT NULL, target TEXT, data TEXT NOT NULL, gas TEXT NOT NULL,"
                + " tip TEXT NOT NULL, fee TEXT NOT NULL, raw TEXT NOT NULL, hashes TEXT NOT NULL,"
                + " since INTEGER NOT NULL,"
                + " done INTEGER NOT NULL, PRIMARY KEY (account, name), UNIQUE (account, nonce))");
      }
      return new Outbox(connection, account);
    } catch (SQLException e) {
      throw new IOException("Cannot open " + file + ": " + e.getMessage(), e);
    }
  }

  /** Does something while no other program writes to the file; all of it is written, or nothing. */
  synchronized <T> T alone(Work<T> work) throws IOException {
    try {
      connection.setAutoCommit(false);
      try {
        T result = work.apply();
        connection.commit();
        return result;
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw new IOException("Cannot write what is to be sent: " + e.getMessage(), e);
    }
  }

  /** The transaction of this name. */
  synchronized Optional<Entry> find(String name) throws IOException {
    return select(" AND name = ?", name).stream().findFirst();
  }

  /**
   * What has a number in a range, by number, whether it is final or not; both ends belong to it.
   */
  synchronized List<Entry> between(BigInteger first, BigInteger last) throws IOException {
    return select(
        " AND nonce BETWEEN ? AND ? ORDER BY nonce", first.longValueExact(), last.longValueExact());
  }

  /** The largest number that was used; -1 if none was. */
  synchronized BigInteger last() throws IOException {
    return select(" ORDER BY nonce DESC LIMIT 1").stream()
        .findFirst()
        .map(Entry::nonce)
        .orElse(BigInteger.ONE.negate());
  }

  private List<Entry> select(String where, Object... values) throws IOException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT * FROM sent WHERE account = ?" + where)) {
      statement.setString(1, account);
      for (int index = 0; index < values.length; index++) {
        statement.setObject(index + 2, values[index]);
      }
      List<Entry> entries = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          entries.add(
              new Entry(
                  rows.getString("name"),
                  BigInteger.valueOf(rows.getLong("nonce")),
                  Optional.ofNullable(rows.getString("target")),
                  rows.getString("data"),
                  new BigInteger(rows.getString("gas")),
                  new BigInteger(rows.getString("tip")),
                  new BigInteger(rows.getString("fee")),
                  rows.getString("raw"),
                  List.of(rows.getString("hashes").split(" ")),
                  rows.getLong("since"),
                  rows.getBoolean("done")));
        }
      }
      return entries;
    } catch (SQLException e) {
      throw new IOException("Cannot read what is to be sent: " + e.getMessage(), e);
    }
  }

  /** Writes a transaction down, in place of what was known of it. */
  synchronized void put(Entry entry) throws IOException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT OR REPLACE INTO sent VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      statement.setString(1, entry.name());
      statement.setString(2, account);
      statement.setLong(3, entry.nonce().longValueExact());
      statement.setString(4, entry.target().orElse(null));
      statement.setString(5, entry.data());
      statement.setString(6, entry.gas().toString());
      statement.setString(7, entry.tip().toString());
      statement.setString(8, entry.fee().toString());
      statement.setString(9, entry.raw());
      statement.setString(10, String.join(" ", entry.hashes()));
      statement.setLong(11, entry.since());
      statement.setBoolean(12, entry.done());
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IOException("Cannot write what is to be sent: " + e.getMessage(), e);
    }
  }

  /** Forgets a name. */
  synchronized void forget(String name) throws IOException {
    try (PreparedStatement statement =
        connection.prepareStatement("DELETE FROM sent WHERE account = ? AND name = ?")) {
      statement.setString(1, account);
      statement.setString(2, name);
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IOException("Cannot write what is to be sent: " + e.getMessage(), e);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IOException("Cannot close what is to be sent: " + e.getMessage(), e);
    }
  }
}
