package net.neuralpro.connectors.chain.settlement;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import net.neuralpro.connectors.chain.database.Database;
import net.neuralpro.connectors.chain.tasks.Batch;
import net.neuralpro.connectors.chain.tasks.Work;

/** Which tasks stand in which batches, by their published lists, in a file. */
final class LeafIndex implements Closeable {
  private final Database database;

  private LeafIndex(Database database) {
    this.database = database;
  }

  static LeafIndex open(Path file) throws IOException {
    return new LeafIndex(
        Database.open(
            file,
            "CREATE TABLE IF NOT EXISTS read (batch INTEGER PRIMARY KEY)",
            "CREATE TABLE IF NOT EXISTS leaves (batch INTEGER NOT NULL, place INTEGER NOT NULL,"
                + " task TEXT NOT NULL, node TEXT NOT NULL, requester TEXT NOT NULL,"
                + " root TEXT NOT NULL, fault TEXT, PRIMARY KEY (batch, place))",
            "CREATE INDEX IF NOT EXISTS by_task ON leaves (task, node, requester)",
            "CREATE INDEX IF NOT EXISTS by_root ON leaves (root)"));
  }

  /** Why a leaf would not be paid for if it were demanded; empty if it would. */
  interface Judge {
    String fault(Work work) throws IOException;
  }

  /**
   * A task that stands in two batches.
   *
   * @param place in the later batch
   * @param first in the earlier one
   */
  record Repeated(long later, int place, long earlier, int first) {}

  /**
   * A leaf that is not true.
   *
   * @param fault why
   */
  record Faulty(long batch, int place, String fault) {}

  boolean isRead(long batch) throws IOException {
    return !database
        .select(row -> row.getLong(1), "SELECT batch FROM read WHERE batch = ?", batch)
        .isEmpty();
  }

  /** Takes the leaves of a batch, whole or not at all. */
  void read(long number, Batch batch, Judge judge) throws IOException {
    database.whole(
        () -> {
          for (int place = 0; place < batch.count(); place++) {
            Work work = batch.works().get(place);
            String fault = judge.fault(work);
            database.change(
                "INSERT INTO leaves VALUES (?, ?, ?, ?, ?, ?, ?)",
                number,
                place,
                work.task().toString(),
                work.node().text(),
                work.requester().text(),
                Batch.of(List.of(work)).root().hex(),
                fault.isEmpty() ? null : fault);
          }
          return database.change("INSERT INTO read VALUES (?)", number);
        });
  }

  /**
   * Takes a task that is settled alone, if a list has it: only lists tell what stands behind a
   * root.
   */
  void readAlone(long number, String root) throws IOException {
    database.change(
        "INSERT OR IGNORE INTO leaves SELECT ?, 0, task, node, requester, root, NULL FROM leaves"
            + " WHERE root = ? LIMIT 1",
        number,
        root);
  }

  List<Faulty> faults() throws IOException {
    return database.select(
        row -> new Faulty(row.getLong(1), row.getInt(2), row.getString(3)),
        "SELECT batch, place, fault FROM leaves WHERE fault IS NOT NULL ORDER BY batch, place");
  }

  /** Tasks of a node and a requester that stand in two batches. */
  List<Repeated> repeated() throws IOException {
    return database.select(
        row -> new Repeated(row.getLong(1), row.getInt(2), row.getLong(3), row.getInt(4)),
        "SELECT later.batch, later.place, first.batch, first.place FROM leaves AS later"
            + " JOIN leaves AS first ON later.task = first.task AND later.node = first.node"
            + " AND later.requester = first.requester AND later.batch > first.batch"
            + " ORDER BY later.batch, first.batch, later.place");
  }

  @Override
  public void close() throws IOException {
    database.close();
  }
}
