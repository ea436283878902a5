package net.neuralpro.connectors.chain.settlement;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import net.neuralpro.connectors.chain.network.Standing;
import net.neuralpro.connectors.chain.tasks.Batch;
import net.neuralpro.connectors.chain.tasks.BatchList;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.MalformedContentException;
import net.neuralpro.schemas.recording.Digest;

/** The published lists of batches, each held against what stands on the chain; a few are kept. */
final class Lists {
  private static final int KEPT = 4;

  private final BlockStore store;
  private final Map<Cid, Batch> kept =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Cid, Batch> eldest) {
          return size() > KEPT;
        }
      };

  Lists(BlockStore store) {
    this.store = store;
  }

  /**
   * The batch that stands on the chain.
   *
   * @throws MalformedContentException if its list is none, or of another batch
   * @throws net.neuralpro.schemas.content.MissingBlockException if its list is not here
   */
  Batch read(Standing standing) throws IOException {
    Digest list =
        standing
            .list()
            .orElseThrow(
                () ->
                    new MalformedContentException(
                        "Batch %d was posted without a list".formatted(standing.number())));
    Batch batch = read(BatchList.cid(list));
    if (!batch.root().equals(standing.root())
        || batch.count() != standing.count()
        || !batch.total().equals(standing.total())
        || !batch.requester().equals(standing.requester())) {
      throw new MalformedContentException(
          "The list %s of batch %d is of another batch"
              .formatted(BatchList.cid(list), standing.number()));
    }
    return batch;
  }

  /** The batch of a list. */
  Batch read(Cid list) throws IOException {
    Batch known = kept.get(list);
    if (known != null) {
      return known;
    }
    Batch batch = BatchList.read(list, store);
    kept.put(list, batch);
    return batch;
  }
}
