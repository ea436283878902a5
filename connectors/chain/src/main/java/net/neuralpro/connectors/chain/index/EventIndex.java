package net.neuralpro.connectors.chain.index;

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
import net.neuralpro.connectors.chain.ChainException;
import net.neuralpro.connectors.chain.deployment.Deployment;
import net.neuralpro.connectors.chain.rpc.Endpoints;
import net.neuralpro.connectors.chain.rpc.Finality;
import net.neuralpro.schemas.recording.Address;
import org.sqlite.SQLiteConfig;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameter;
import org.web3j.protocol.core.methods.request.EthFilter;
import org.web3j.protocol.core.methods.response.EthBlock;
import org.web3j.protocol.core.methods.response.EthLog;
import org.web3j.protocol.core.methods.response.Log;

/**
 * The final events of a deployment's contracts, in a file. Each is there once, however often nodes
 * tell it: it is known by its block, transaction and number. If the chain is another than before (a
 * development chain that was begun anew, or blocks that were final and are not), what is no longer
 * true is dropped and read again.
 */
public final class EventIndex implements Closeable {
  private static final int SPAN = 2000;
  private static final int BUSY_MILLISECONDS = 60_000;

  private final Connection connection;
  private final Web3j web3j;
  private final Finality finality;
  private final Deployment deployment;

  private EventIndex(
      Connection connection, Endpoints nodes, Finality finality, Deployment deployment) {
    this.connection = connection;
    this.web3j = Web3j.build(nodes);
    this.finality = finality;
    this.deployment = deployment;
  }

  /** Opens the file, which is made if it is not there. */
  public static EventIndex open(
      Path file, Endpoints nodes, Finality finality, Deployment deployment) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLISECONDS);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    try {
      Connection connection = config.createConnection("jdbc:sqlite:" + file);
      try (var statement = connection.createStatement()) {
        statement.executeUpdate(
            "CREATE TABLE IF NOT EXISTS read (block INTEGER PRIMARY KEY, hash TEXT NOT NULL)");
        statement.executeUpdate(
            "CREATE TABLE IF NOT EXISTS events (block INTEGER NOT NULL, block_hash TEXT NOT NULL,"
                + " transaction_hash TEXT NOT NULL, number INTEGER NOT NULL,"
                + " contract TEXT NOT NULL, type TEXT NOT NULL, topics TEXT NOT NULL,"
                + " data TEXT NOT NULL, PRIMARY KEY (block_hash, transaction_hash, number))");
        statement.executeUpdate(
            "CREATE INDEX IF NOT EXISTS by_type ON events (contract, type, block, number)");
      }
      return new EventIndex(connection, nodes, finality, deployment);
    } catch (SQLException e) {
      throw new IOException("Cannot open " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads what became final since it was read last.
   *
   * @return the last block that was read
   */
  public synchronized long update() throws IOException {
    try {
      long last = finality.last(web3j);
      long from = verified() + 1;
      while (from <= last) {
        long to = Math.min(last, from + SPAN - 1);
        read(from, to);
        from = to + 1;
      }
      return last;
    } catch (SQLException e) {
      throw new IOException("Cannot keep events: " + e.getMessage(), e);
    }
  }

  /** The last block that was read and is still the chain's; what came after is dropped. */
  private long verified() throws IOException, SQLException {
    long least = deployment.block() - 1;
    for (Optional<Read> last = lastRead(); last.isPresent(); last = lastRead()) {
      Read read = last.get();
      if (block(read.block()).map(EthBlock.Block::getHash).equals(Optional.of(read.hash()))) {
        return Math.max(least, read.block());
      }
      drop(read.block());
    }
    return least;
  }

  private record Read(long block, String hash) {}

  private Optional<Read> lastRead() throws SQLException {
    try (var statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT block, hash FROM read ORDER BY block DESC LIMIT 1")) {
      return rows.next()
          ? Optional.of(new Read(rows.getLong(1), rows.getString(2)))
          : Optional.empty();
    }
  }

  /** Drops a block that is not the chain's, and the events since the one that was read before. */
  private void drop(long block) throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement read = connection.prepareStatement("DELETE FROM read WHERE block >= ?");
        PreparedStatement events =
            connection.prepareStatement(
                "DELETE FROM events WHERE block > (SELECT COALESCE(MAX(block), -1) FROM read)")) {
      read.setLong(1, block);
      read.executeUpdate();
      events.executeUpdate();
      connection.commit();
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private Optional<EthBlock.Block> block(long number) throws IOException {
    return Optional.ofNullable(
        web3j
            .ethGetBlockByNumber(DefaultBlockParameter.valueOf(BigInteger.valueOf(number)), false)
            .send()
            .getBlock());
  }

  private void read(long from, long to) throws IOException, SQLException {
    EthFilter filter =
        new EthFilter(
            DefaultBlockParameter.valueOf(BigInteger.valueOf(from)),
            DefaultBlockParameter.valueOf(BigInteger.valueOf(to)),
            deployment.contracts().values().stream().map(Address::text).toList());
    EthLog answer = web3j.ethGetLogs(filter).send();
    if (answer.hasError()) {
      throw new ChainException(
          "CHAIN-EVENTS",
          "Cannot read the events of blocks %d to %d: %s"
              .formatted(from, to, answer.getError().getMessage()));
    }
    EthBlock.Block end =
        block(to).orElseThrow(() -> new IOException("Cannot find block " + to + " of the chain"));
    connection.setAutoCommit(false);
    try {
      for (EthLog.LogResult<?> each : answer.getLogs()) {
        keep((Log) each.get(), from, to);
      }
      try (PreparedStatement statement =
          connection.prepareStatement("INSERT OR REPLACE INTO read VALUES (?, ?)")) {
        statement.setLong(1, to);
        statement.setString(2, end.getHash());
        statement.executeUpdate();
      }
      connection.commit();
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private void keep(Log log, long from, long to) throws IOException, SQLException {
    long block = log.getBlockNumber().longValueExact();
    if (log.isRemoved() || log.getTopics().isEmpty()) {
      return;
    }
    if (block < from || block > to) {
      throw new ChainException(
          "CHAIN-LIES",
          "A node tells of block %d when it is asked for %d to %d".formatted(block, from, to));
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT OR IGNORE INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
      statement.setLong(1, block);
      statement.setString(2, log.getBlockHash());
      statement.setString(3, log.getTransactionHash());
      statement.setLong(4, log.getLogIndex().longValueExact());
      statement.setString(5, Address.parse(log.getAddress()).text());
      statement.setString(6, log.getTopics().get(0));
      statement.setString(7, String.join(" ", log.getTopics()));
      statement.setString(8, log.getData());
      statement.executeUpdate();
    }
  }

  /**
   * The events of a type, in their order on the chain.
   *
   * @param contract who tells them
   * @param type hash of their form, with 0x
   */
  public synchronized List<ChainEvent> events(Address contract, String type) throws IOException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT * FROM events WHERE contract = ? AND type = ? ORDER BY block, number")) {
      statement.setString(1, contract.text());
      statement.setString(2, type);
      List<ChainEvent> events = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          events.add(
              new ChainEvent(
                  rows.getLong("block"),
                  rows.getString("block_hash"),
                  rows.getString("transaction_hash"),
                  rows.getLong("number"),
                  Address.parse(rows.getString("contract")),
                  List.of(rows.getString("topics").split(" ")),
                  rows.getString("data")));
        }
      }
      return events;
    } catch (SQLException e) {
      throw new IOException("Cannot read events: " + e.getMessage(), e);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IOException("Cannot close the events: " + e.getMessage(), e);
    }
  }
}
