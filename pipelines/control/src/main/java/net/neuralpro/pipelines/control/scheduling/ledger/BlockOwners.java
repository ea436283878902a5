package net.neuralpro.pipelines.control.scheduling.ledger;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import net.neuralpro.connectors.chain.database.Database;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.recording.Address;

/**
 * Which requester has which block, because he sent its bytes or a task of his made it. That a block
 * is in the store says nothing of it: whoever only knows its name must not get it from there.
 */
public final class BlockOwners {
  /** What is written at once, so that others get their turn. */
  private static final int AT_ONCE = 1000;

  private final Database database;

  BlockOwners(Database database) {
    this.database = database;
  }

  /** Whether a requester has a block. */
  public boolean has(Address requester, Cid block) throws IOException {
    return !database
        .select(
            row -> row.getInt(1),
            "SELECT 1 FROM owners WHERE requester = ? AND block = ?",
            requester.text(),
            block.toString())
        .isEmpty();
  }

  /** How many blocks a requester has. */
  public long count(Address requester) throws IOException {
    return database
        .select(
            row -> row.getLong(1),
            "SELECT COUNT(*) FROM owners WHERE requester = ?",
            requester.text())
        .get(0);
  }

  /**
   * A requester has these blocks, as of now.
   *
   * @param now seconds since 1970
   */
  public void add(Address requester, Collection<Cid> blocks, long now) throws IOException {
    List<Cid> all = new ArrayList<>(blocks);
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      List<Cid> part = all.subList(from, Math.min(all.size(), from + AT_ONCE));
      database.whole(
          () -> {
            for (Cid block : part) {
              add(requester, block, now);
            }
            return part;
          });
    }
  }

  private void add(Address requester, Cid block, long now) throws IOException {
    database.change(
        "INSERT INTO owners (requester, block, since) VALUES (?, ?, ?)"
            + " ON CONFLICT (requester, block) DO UPDATE SET since = excluded.since",
        requester.text(),
        block.toString(),
        now);
  }

  /**
   * Forgets whose blocks those are that nobody brought since a time. Tasks that have all of theirs
   * go on; whoever needs them for another task sends them again.
   *
   * @param time seconds since 1970
   */
  public int forget(long time) throws IOException {
    return database.change("DELETE FROM owners WHERE since < ?", time);
  }
}
