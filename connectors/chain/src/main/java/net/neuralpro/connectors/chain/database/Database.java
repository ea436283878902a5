package net.neuralpro.connectors.chain.database;

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
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/** A file of tables, in which what was written stays whatever ends: all of a work or nothing. */
public final class Database implements Closeable {
  private static final int BUSY_MILLISECONDS = 60_000;

  private final Path file;
  private final Connection connection;

  private Database(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
  }

  /** Opens a file, which is made with these tables if it is not there. */
  public static Database open(Path file, String... tables) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLISECONDS);
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    try {
      Connection connection = config.createConnection("jdbc:sqlite:" + file);
      try (var statement = connection.createStatement()) {
        for (String table : tables) {
          statement.executeUpdate(table);
        }
      }
      return new Database(file, connection);
    } catch (SQLException e) {
      throw new IOException("Cannot open " + file + ": " + e.getMessage(), e);
    }
  }

  /** Something to be written as a whole. */
  public interface Work<T> {
    T apply() throws IOException;
  }

  /** Reads a row. */
  public interface Row<T> {
    T read(ResultSet row) throws SQLException, IOException;
  }

  /**
   * Does something while no other program writes; all of it is written, or nothing. One within
   * another is part of that.
   */
  public synchronized <T> T whole(Work<T> work) throws IOException {
    try {
      if (!connection.getAutoCommit()) {
        return work.apply();
      }
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
      throw failed(e);
    }
  }

  /** Changes rows and says how many. */
  public synchronized int change(String sql, @Nullable Object... values) throws IOException {
    try (PreparedStatement statement = prepared(sql, values)) {
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** Adds a row and gives its number. */
  public synchronized long add(String sql, @Nullable Object... values) throws IOException {
    try (PreparedStatement statement = prepared(sql, values)) {
      statement.executeUpdate();
      try (ResultSet keys = statement.getGeneratedKeys()) {
        keys.next();
        return keys.getLong(1);
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** The rows of a query. */
  public synchronized <T> List<T> select(Row<T> row, String sql, @Nullable Object... values)
      throws IOException {
    try (PreparedStatement statement = prepared(sql, values);
        ResultSet rows = statement.executeQuery()) {
      List<T> all = new ArrayList<>();
      while (rows.next()) {
        all.add(row.read(rows));
      }
      return all;
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private PreparedStatement prepared(String sql, @Nullable Object... values) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int index = 0; index < values.length; index++) {
      statement.setObject(index + 1, values[index]);
    }
    return statement;
  }

  private IOException failed(SQLException e) {
    return new IOException("Cannot use " + file + ": " + e.getMessage(), e);
  }

  @Override
  public synchronized void close() throws IOException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failed(e);
    }
  }
}
