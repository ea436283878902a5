package net.neuralpro.noderunner.agent;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.neuralpro.connectors.chain.database.Database;
import net.neuralpro.connectors.chain.tasks.TaskId;
import net.neuralpro.connectors.chain.tasks.Work;
import net.neuralpro.noderunner.protocol.Order;
import net.neuralpro.noderunner.protocol.Reveal;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.DagJson;

/**
 * What a node took on and how far it is, in a file: whatever ends the node, it goes on from there.
 * For a task there is one result ever, so that no two seals of it can leave this computer.
 */
public final class Journal implements Closeable {
  private final Database database;

  private Journal(Database database) {
    this.database = database;
  }

  /** Opens a journal, which is made if it is not there. */
  public static Journal open(Path file) throws IOException {
    return new Journal(
        Database.open(
            file,
            "CREATE TABLE IF NOT EXISTS tasks (task TEXT PRIMARY KEY, written BLOB NOT NULL,"
                + " outcome TEXT, reveal BLOB, stage TEXT NOT NULL, reason TEXT)",
            "CREATE INDEX IF NOT EXISTS by_stage ON tasks (stage)"));
  }

  /** How far a task is. */
  public enum Stage {
    /** It is to be done. */
    TAKEN,
    /** Its result is written down, and goes to the scheduler. */
    SEALED,
    /** Its result was shown and its receipt given: it is to be paid. */
    SHOWN,
    /** The owner's settlement has it. */
    SETTLED,
    /** It was given up, or cancelled. */
    DROPPED
  }

  /**
   * A task's result.
   *
   * @param outcome CID of the outcome's block
   * @param reveal what opens its seal, and the receipt
   */
  public record Result(Cid outcome, Reveal reveal) {}

  /** A task as it is kept. */
  public record Entry(Order order, Stage stage, Optional<Result> result) {
    /** What was promised and what was done. */
    public Work work() {
      return new Work(
          order.assignment(), result.orElseThrow().reveal().receipt(order.task(), order.node()));
    }
  }

  /** Notes a task that was taken; whether it is new. */
  public boolean take(Order order) throws IOException {
    return database.change(
            "INSERT OR IGNORE INTO tasks (task, written, stage) VALUES (?, ?, ?)",
            order.task().toString(),
            DagJson.write(order),
            Stage.TAKEN.name())
        > 0;
  }

  /** Notes a task's result, unless there is one; the one that holds. */
  public Result seal(TaskId task, Result result) throws IOException {
    database.change(
        "UPDATE tasks SET outcome = ?, reveal = ?, stage = ? WHERE task = ? AND stage = ?",
        result.outcome().toString(),
        DagJson.write(result.reveal()),
        Stage.SEALED.name(),
        task.toString(),
        Stage.TAKEN.name());
    return find(task)
        .flatMap(Entry::result)
        .orElseThrow(() -> new IOException("Cannot seal task " + task + ": it was given up"));
  }

  /** Notes that a task is further. */
  public void advance(TaskId task, Stage stage) throws IOException {
    database.change("UPDATE tasks SET stage = ? WHERE task = ?", stage.name(), task.toString());
  }

  /** Notes that a task is not done, and why. */
  public void drop(TaskId task, String reason) throws IOException {
    database.change(
        "UPDATE tasks SET stage = ?, reason = ? WHERE task = ?",
        Stage.DROPPED.name(),
        reason.length() > 2000 ? reason.substring(0, 2000) : reason,
        task.toString());
  }

  /** What is kept of a task. */
  public Optional<Entry> find(TaskId task) throws IOException {
    return select("WHERE task = ?", task.toString()).stream().findFirst();
  }

  /** The tasks that are so far. */
  public List<Entry> in(Stage stage) throws IOException {
    return select("WHERE stage = ? ORDER BY rowid", stage.name());
  }

  /** How many tasks are so far. */
  public long count(Stage stage) throws IOException {
    return database
        .select(row -> row.getLong(1), "SELECT COUNT(*) FROM tasks WHERE stage = ?", stage.name())
        .get(0);
  }

  private List<Entry> select(String where, Object value) throws IOException {
    return database.select(
        row -> {
          String outcome = row.getString("outcome");
          return new Entry(
              DagJson.read(row.getBytes("written"), Order.class),
              Stage.valueOf(row.getString("stage").toUpperCase(Locale.ROOT)),
              outcome == null
                  ? Optional.empty()
                  : Optional.of(
                      new Result(
                          Cid.parse(outcome), DagJson.read(row.getBytes("reveal"), Reveal.class))));
        },
        "SELECT * FROM tasks " + where,
        value);
  }

  @Override
  public void close() throws IOException {
    database.close();
  }
}
