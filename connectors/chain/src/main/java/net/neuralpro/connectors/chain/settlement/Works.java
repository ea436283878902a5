package net.neuralpro.connectors.chain.settlement;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import net.neuralpro.connectors.chain.database.Database;
import net.neuralpro.connectors.chain.tasks.Batch;
import net.neuralpro.connectors.chain.tasks.TaskId;
import net.neuralpro.connectors.chain.tasks.Work;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.recording.Address;

/**
 * The tasks that are to be settled, and the batches that were made of them, in a file. Each task of
 * a node is there once, and is in one batch at most that is not void.
 */
final class Works implements Closeable {
  private static final String COLUMNS = "SELECT * FROM works ";

  private final Database database;

  private Works(Database database) {
    this.database = database;
  }

  static Works open(Path file) throws IOException {
    return new Works(
        Database.open(
            file,
            "CREATE TABLE IF NOT EXISTS works (task TEXT NOT NULL, node TEXT NOT NULL,"
                + " requester TEXT NOT NULL, deadline INTEGER NOT NULL, root TEXT NOT NULL,"
                + " work BLOB NOT NULL, state TEXT NOT NULL, made INTEGER, number INTEGER,"
                + " voided INTEGER, PRIMARY KEY (task, node))",
            "CREATE INDEX IF NOT EXISTS by_state ON works (state, requester, node, task)",
            "CREATE INDEX IF NOT EXISTS by_made ON works (made)",
            "CREATE INDEX IF NOT EXISTS by_root ON works (root)",
            "CREATE TABLE IF NOT EXISTS batches (id INTEGER PRIMARY KEY AUTOINCREMENT,"
                + " list TEXT, number INTEGER, open INTEGER NOT NULL)"));
  }

  /**
   * A task as it is kept.
   *
   * @param work what was promised and done
   * @param state what became of it
   * @param number of the batch on the chain that has it alone, or of which a list has it
   * @param voided number of the last batch that had it and is void
   */
  record Kept(Work work, WorkState state, Optional<Long> number, Optional<Long> voided) {
    long deadline() {
      return work.promised().assignment().deadline();
    }
  }

  /**
   * A batch that was made and is not decided.
   *
   * @param id among those of this file
   * @param list of it, once it was told
   * @param number on the chain, once it was posted
   */
  record Made(long id, Optional<Cid> list, Optional<Long> number) {}

  /** Writes a task down, unless it is there; whether it was new. */
  boolean add(Work work) throws IOException {
    return database.change(
            "INSERT OR IGNORE INTO works (task, node, requester, deadline, root, work, state)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?)",
            work.task().toString(),
            work.node().text(),
            work.requester().text(),
            work.promised().assignment().deadline(),
            Batch.of(List.of(work)).root().hex(),
            work.write(),
            WorkState.WAITING.name())
        > 0;
  }

  /** Writes tasks down, all of them or none; how many were new. */
  int addAll(Collection<Work> tasks) throws IOException {
    return database.whole(
        () -> {
          int added = 0;
          for (Work work : tasks) {
            added += add(work) ? 1 : 0;
          }
          return added;
        });
  }

  private List<Kept> select(String where, Object... values) throws IOException {
    return database.select(
        row ->
            new Kept(
                Work.read(row.getBytes("work")),
                WorkState.valueOf(row.getString("state")),
                optional(row.getLong("number")),
                optional(row.getLong("voided"))),
        COLUMNS + where,
        values);
  }

  /** Numbers on the chain begin at 1. */
  private static Optional<Long> optional(long number) {
    return number == 0 ? Optional.empty() : Optional.of(number);
  }

  Optional<Kept> find(TaskId task, Address node) throws IOException {
    return select("WHERE task = ? AND node = ?", task.toString(), node.text()).stream().findFirst();
  }

  /** The task whose batch of its own has this root. */
  Optional<Kept> findByRoot(String root) throws IOException {
    return select("WHERE root = ?", root).stream().findFirst();
  }

  List<Kept> in(WorkState state) throws IOException {
    return select("WHERE state = ? ORDER BY requester, node, task", state.name());
  }

  /** The requesters of tasks that wait. */
  List<Address> requesters() throws IOException {
    return database.select(
        row -> Address.parse(row.getString(1)),
        "SELECT DISTINCT requester FROM works WHERE state = ? ORDER BY requester",
        WorkState.WAITING.name());
  }

  /** Waiting tasks of a requester whose deadline is not before a time, the most urgent first. */
  List<Work> waiting(Address requester, long deadline, int most) throws IOException {
    return select(
            "WHERE state = ? AND requester = ? AND deadline >= ?"
                + " ORDER BY deadline, node, task LIMIT ?",
            WorkState.WAITING.name(),
            requester.text(),
            deadline,
            most)
        .stream()
        .map(Kept::work)
        .toList();
  }

  /** Waiting tasks whose deadline is before a time. */
  List<Kept> urgent(long deadline) throws IOException {
    return select(
        "WHERE state = ? AND deadline < ? ORDER BY deadline, node, task",
        WorkState.WAITING.name(),
        deadline);
  }

  /** Makes a batch of waiting tasks. */
  void make(Batch batch) throws IOException {
    database.whole(
        () -> {
          long id = database.add("INSERT INTO batches (open) VALUES (1)");
          for (Work work : batch.works()) {
            int changed =
                database.change(
                    "UPDATE works SET state = ?, made = ? WHERE task = ? AND node = ? AND"
                        + " state = ?",
                    WorkState.BATCHED.name(),
                    id,
                    work.task().toString(),
                    work.node().text(),
                    WorkState.WAITING.name());
            if (changed != 1) {
              throw new IOException("Cannot settle task " + work.task() + " twice");
            }
          }
          return id;
        });
  }

  /** The batches that are not decided, in the order in which they were made. */
  List<Made> made() throws IOException {
    return database.select(
        row ->
            new Made(
                row.getLong("id"),
                Optional.ofNullable(row.getString("list")).map(Cid::parse),
                optional(row.getLong("number"))),
        "SELECT * FROM batches WHERE open = 1 ORDER BY id");
  }

  /** The batch that was made. */
  Batch batch(Made made) throws IOException {
    return Batch.of(select("WHERE made = ?", made.id()).stream().map(Kept::work).toList());
  }

  /** The number on the chain of the batch that has a task, whatever became of it. */
  Optional<Long> posted(Work work) throws IOException {
    return database
        .select(
            row -> row.getLong(1),
            "SELECT batches.number FROM batches JOIN works ON works.made = batches.id"
                + " WHERE task = ? AND node = ? AND batches.number IS NOT NULL",
            work.task().toString(),
            work.node().text())
        .stream()
        .findFirst();
  }

  void published(Made made, Cid list) throws IOException {
    database.change("UPDATE batches SET list = ? WHERE id = ?", list.toString(), made.id());
  }

  void posted(Made made, long number) throws IOException {
    database.change("UPDATE batches SET number = ? WHERE id = ?", number, made.id());
  }

  /** The tasks of a batch that pays are settled. */
  void settled(Made made) throws IOException {
    database.whole(
        () -> {
          database.change("UPDATE batches SET open = 0 WHERE id = ?", made.id());
          return database.change(
              "UPDATE works SET state = ? WHERE made = ?", WorkState.SETTLED.name(), made.id());
        });
  }

  /** The tasks of a batch that is void, or will never be posted, wait again. */
  void undone(Made made) throws IOException {
    database.whole(
        () -> {
          database.change("UPDATE batches SET open = 0 WHERE id = ?", made.id());
          return database.change(
              "UPDATE works SET state = ?, made = NULL, voided = COALESCE(?, voided)"
                  + " WHERE made = ?",
              WorkState.WAITING.name(),
              made.number().orElse(null),
              made.id());
        });
  }

  /** What became of a task that is in no batch of this file. */
  void set(Work work, WorkState state, Optional<Long> number, Optional<Long> voided)
      throws IOException {
    database.change(
        "UPDATE works SET state = ?, number = ?, voided = COALESCE(?, voided)"
            + " WHERE task = ? AND node = ?",
        state.name(),
        number.orElse(null),
        voided.orElse(null),
        work.task().toString(),
        work.node().text());
  }

  @Override
  public void close() throws IOException {
    database.close();
  }
}
