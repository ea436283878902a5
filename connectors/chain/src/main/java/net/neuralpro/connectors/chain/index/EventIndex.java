package net.neuralpro.connectors.chain.index;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Closeable;
import java.io.IOException;
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
import net.neuralpro.connectors.chain.rpc.Blocks;
import net.neuralpro.connectors.chain.rpc.Endpoints;
import net.neuralpro.connectors.chain.rpc.Finality;
import net.neuralpro.schemas.recording.Address;
import org.sqlite.SQLiteConfig;

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
  private final Blocks blocks;
  private final boolean own;
  private final Deployment deployment;

  private EventIndex(
      Connection connection, Endpoints nodes, Finality finality, Deployment deployment) {
    this.connection = connection;
    this.blocks = new Blocks(nodes, finality);
    this.own = nodes.areOwn();
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
      long last = blocks.last();
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
      Optional<JsonNode> block = blocks.find(read.block());
      if (block.isEmpty() && !own) {
        throw new ChainException(
            "CHAIN-LAGS",
            "No node has block %d any more; perhaps they lag: try again later"
                .formatted(read.block()));
      }
      if (block.map(it -> it.path("hash").asText()).equals(Optional.of(read.hash()))) {
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

  private void read(long from, long to) throws IOException, SQLException {
    JsonNode end = blocks.get(to);
    List<ChainEvent> events = new ArrayList<>();
    for (long number : blocks.withEvents(from, to, deployment.contracts().values())) {
      JsonNode block = number == to ? end : blocks.get(number);
      collect(number, block, blocks.receipts(block), events);
    }
    connection.setAutoCommit(false);
    try {
      for (ChainEvent event : events) {
        keep(event);
      }
      try (PreparedStatement statement =
          connection.prepareStatement("INSERT OR REPLACE INTO read VALUES (?, ?)")) {
        statement.setLong(1, to);
        statement.setString(2, end.path("hash").asText());
        statement.executeUpdate();
      }
      connection.commit();
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  /** The events of the contracts in a block; each is numbered among all of the block. */
  private void collect(long number, JsonNode block, JsonNode receipts, List<ChainEvent> events) {
    long index = 0;
    int transaction = 0;
    for (JsonNode receipt : receipts) {
      for (JsonNode log : receipt.path("logs")) {
        Address contract = Address.parse(log.path("address").asText());
        if (deployment.contracts().containsValue(contract) && !log.path("topics").isEmpty()) {
          List<String> topics = new ArrayList<>();
          log.path("topics").forEach(topic -> topics.add(topic.asText()));
          events.add(
              new ChainEvent(
                  number,
                  block.path("hash").asText(),
                  block.path("transactions").path(transaction).asText(),
                  index,
                  contract,
                  topics,
                  log.path("data").asText()));
        }
        index++;
      }
      transaction++;
    }
  }

  private void keep(ChainEvent event) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT OR IGNORE INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
      statement.setLong(1, event.block());
      statement.setString(2, event.blockHash());
      statement.setString(3, event.transaction());
      statement.setLong(4, event.index());
      statement.setString(5, event.contract().text());
      statement.setString(6, event.topics().get(0));
      statement.setString(7, String.join(" ", event.topics()));
      statement.setString(8, event.data());
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
