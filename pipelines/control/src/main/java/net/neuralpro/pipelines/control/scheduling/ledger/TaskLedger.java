package net.neuralpro.pipelines.control.scheduling.ledger;

import java.io.Closeable;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.neuralpro.connectors.chain.database.Database;
import net.neuralpro.connectors.chain.tasks.TaskId;
import net.neuralpro.noderunner.protocol.Event;
import net.neuralpro.pipelines.control.verification.Trust;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.recording.Address;

/**
 * The tasks, who does them, what their requesters brought, what they were told and what they think
 * of nodes. What was written stays, whatever ends; several writes in {@link #whole} are all there
 * or none.
 */
public final class TaskLedger implements Closeable {
  private final Database database;
  private final BlockOwners owners;

  private TaskLedger(Database database) {
    this.database = database;
    this.owners = new BlockOwners(database);
  }

  /** Makes the event of a number. */
  @FunctionalInterface
  public interface Telling {
    Event numbered(long number);
  }

  /** Opens a file, which is made if it is not there. */
  public static TaskLedger open(Path file) throws IOException {
    return new TaskLedger(
        Database.open(
            file,
            "CREATE TABLE IF NOT EXISTS tasks (number INTEGER PRIMARY KEY AUTOINCREMENT,"
                + " task TEXT NOT NULL UNIQUE, state TEXT NOT NULL, body BLOB NOT NULL)",
            "CREATE INDEX IF NOT EXISTS tasks_by_state ON tasks (state, number)",
            "CREATE TABLE IF NOT EXISTS unfinished (task TEXT PRIMARY KEY,"
                + " requester TEXT NOT NULL) WITHOUT ROWID",
            "CREATE INDEX IF NOT EXISTS unfinished_by_requester ON unfinished (requester)",
            "CREATE TABLE IF NOT EXISTS copies (task TEXT NOT NULL, node TEXT NOT NULL,"
                + " state TEXT NOT NULL, price TEXT NOT NULL, settlement TEXT NOT NULL,"
                + " body BLOB NOT NULL, PRIMARY KEY (task, node))",
            "CREATE INDEX IF NOT EXISTS copies_by_state ON copies (state)",
            "CREATE INDEX IF NOT EXISTS copies_by_node ON copies (node, settlement)",
            "CREATE INDEX IF NOT EXISTS copies_by_settlement ON copies (settlement)",
            "CREATE TABLE IF NOT EXISTS events (requester TEXT NOT NULL, number INTEGER NOT NULL,"
                + " body BLOB NOT NULL, PRIMARY KEY (requester, number)) WITHOUT ROWID",
            "CREATE TABLE IF NOT EXISTS owners (requester TEXT NOT NULL, block TEXT NOT NULL,"
                + " since INTEGER NOT NULL, PRIMARY KEY (requester, block)) WITHOUT ROWID",
            "CREATE INDEX IF NOT EXISTS owners_by_time ON owners (since)",
            "CREATE TABLE IF NOT EXISTS trust (requester TEXT NOT NULL, node TEXT NOT NULL,"
                + " passed INTEGER NOT NULL, PRIMARY KEY (requester, node)) WITHOUT ROWID"));
  }

  /** Who brought which blocks. */
  public BlockOwners owners() {
    return owners;
  }

  /** Writes all of it or nothing. */
  public <T> T whole(Database.Work<T> work) throws IOException {
    return database.whole(work);
  }

  /** Writes a task down as it is now. */
  public void put(Task task) throws IOException {
    whole(() -> written(task));
  }

  private int written(Task task) throws IOException {
    if (task.isUnfinished()) {
      database.change(
          "INSERT OR IGNORE INTO unfinished (task, requester) VALUES (?, ?)",
          task.id().toString(),
          task.requester().text());
    } else {
      database.change("DELETE FROM unfinished WHERE task = ?", task.id().toString());
    }
    return database.change(
        "INSERT INTO tasks (task, state, body) VALUES (?, ?, ?)"
            + " ON CONFLICT (task) DO UPDATE SET state = excluded.state, body = excluded.body",
        task.id().toString(),
        task.state().name(),
        DagJson.write(task));
  }

  public Optional<Task> task(TaskId task) throws IOException {
    return database
        .select(
            row -> DagJson.read(row.getBytes(1), Task.class),
            "SELECT body FROM tasks WHERE task = ?",
            task.toString())
        .stream()
        .findFirst();
  }

  /** Tasks in a state, the oldest first. */
  public List<Task> tasks(Task.State state) throws IOException {
    return database.select(
        row -> DagJson.read(row.getBytes(1), Task.class),
        "SELECT body FROM tasks WHERE state = ? ORDER BY number",
        state.name());
  }

  /** How many tasks of a requester have not ended. */
  public long unfinished(Address requester) throws IOException {
    return database
        .select(
            row -> row.getLong(1),
            "SELECT COUNT(*) FROM unfinished WHERE requester = ?",
            requester.text())
        .get(0);
  }

  /** How many tasks are in a state. */
  public long count(Task.State state) throws IOException {
    return database
        .select(row -> row.getLong(1), "SELECT COUNT(*) FROM tasks WHERE state = ?", state.name())
        .get(0);
  }

  /** How many parts are in a state. */
  public long count(Copy.State state) throws IOException {
    return database
        .select(row -> row.getLong(1), "SELECT COUNT(*) FROM copies WHERE state = ?", state.name())
        .get(0);
  }

  /** Writes a node's part down as it is now. */
  public void put(Copy copy) throws IOException {
    database.change(
        "INSERT INTO copies (task, node, state, price, settlement, body) VALUES (?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (task, node) DO UPDATE SET state = excluded.state,"
            + " price = excluded.price, settlement = excluded.settlement, body = excluded.body",
        copy.task().toString(),
        copy.node().text(),
        copy.state().name(),
        copy.promise().map(promise -> promise.price().toString()).orElse("0"),
        settlement(copy).name(),
        DagJson.write(copy));
  }

  /** Whether a copy's pay is owed, and settled. */
  private enum Settlement {
    /** Nothing is owed. */
    NONE,
    /** It may come to be owed. */
    PROMISED,
    /** It is owed, and whoever settles has not heard of it. */
    OWED,
    /** Whoever settles has it. */
    GIVEN,
    /** It is paid beyond recall. */
    SETTLED
  }

  private static Settlement settlement(Copy copy) {
    if (copy.isPaid()) {
      return Settlement.OWED;
    }
    boolean promised = copy.state().isOpen() && copy.state() != Copy.State.PROPOSED;
    return promised ? Settlement.PROMISED : Settlement.NONE;
  }

  /** Takes a node's part out, as if it had never been asked. */
  public void remove(Copy copy) throws IOException {
    database.change(
        "DELETE FROM copies WHERE task = ? AND node = ?",
        copy.task().toString(),
        copy.node().text());
  }

  private List<Copy> select(String where, Object... values) throws IOException {
    return database.select(
        row -> DagJson.read(row.getBytes(1), Copy.class),
        "SELECT body FROM copies WHERE " + where,
        values);
  }

  /** All nodes' parts in a task, in the order in which they were asked. */
  public List<Copy> copies(TaskId task) throws IOException {
    return select("task = ? ORDER BY rowid", task.toString());
  }

  public Optional<Copy> copy(TaskId task, Address node) throws IOException {
    return select("task = ? AND node = ?", task.toString(), node.text()).stream().findFirst();
  }

  /** All parts in a state. */
  public List<Copy> copies(Copy.State state) throws IOException {
    return select("state = ? ORDER BY rowid", state.name());
  }

  /** What a node was promised and was not yet paid beyond recall, in the token's smallest unit. */
  public BigInteger unsettled(Address node) throws IOException {
    return database
        .select(
            row -> new BigInteger(row.getString(1)),
            "SELECT price FROM copies WHERE node = ? AND settlement IN ('PROMISED', 'OWED',"
                + " 'GIVEN')",
            node.text())
        .stream()
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  /** What all nodes were promised and were not yet paid beyond recall; alike. */
  public BigInteger unsettled() throws IOException {
    return database
        .select(
            row -> new BigInteger(row.getString(1)),
            "SELECT price FROM copies WHERE settlement IN ('PROMISED', 'OWED', 'GIVEN')")
        .stream()
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  /** Parts that are to be paid and that nobody settles yet. */
  public List<Copy> owed(int most) throws IOException {
    return select("settlement = ? ORDER BY rowid LIMIT ?", Settlement.OWED.name(), most);
  }

  /** Parts whose settlement is under way. */
  public List<Copy> given() throws IOException {
    return select("settlement = ? ORDER BY rowid", Settlement.GIVEN.name());
  }

  /** Whoever settles has it. */
  public void gave(Copy copy) throws IOException {
    settle(copy, Settlement.GIVEN);
  }

  /** It is paid beyond recall, or never will be. */
  public void settled(Copy copy) throws IOException {
    settle(copy, Settlement.SETTLED);
  }

  private void settle(Copy copy, Settlement settlement) throws IOException {
    database.change(
        "UPDATE copies SET settlement = ? WHERE task = ? AND node = ?",
        settlement.name(),
        copy.task().toString(),
        copy.node().text());
  }

  /** Tells a requester something, under its next number. */
  public void tell(Address requester, Telling telling) throws IOException {
    whole(
        () -> {
          long number =
              database
                  .select(
                      row -> row.getLong(1) + 1,
                      "SELECT COALESCE(MAX(number), 0) FROM events WHERE requester = ?",
                      requester.text())
                  .get(0);
          return database.change(
              "INSERT INTO events (requester, number, body) VALUES (?, ?, ?)",
              requester.text(),
              number,
              DagJson.write(telling.numbered(number)));
        });
  }

  /** What a requester was told after a number, in that order. */
  public List<Event> events(Address requester, long after, int most) throws IOException {
    return database.select(
        row -> DagJson.read(row.getBytes(1), Event.class),
        "SELECT body FROM events WHERE requester = ? AND number > ? ORDER BY number LIMIT ?",
        requester.text(),
        after,
        most);
  }

  /** What a requester thinks of a node. */
  public Trust trust(Address requester, Address node) throws IOException {
    return database
        .select(
            row -> new Trust(row.getInt(1)),
            "SELECT passed FROM trust WHERE requester = ? AND node = ?",
            requester.text(),
            node.text())
        .stream()
        .findFirst()
        .orElse(Trust.NONE);
  }

  /** Writes down what a requester thinks of a node. */
  public void put(Address requester, Address node, Trust trust) throws IOException {
    database.change(
        "INSERT OR REPLACE INTO trust (requester, node, passed) VALUES (?, ?, ?)",
        requester.text(),
        node.text(),
        trust.passed());
  }

  @Override
  public void close() throws IOException {
    database.close();
  }
}
