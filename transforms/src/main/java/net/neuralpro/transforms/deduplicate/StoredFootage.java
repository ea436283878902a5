package net.neuralpro.transforms.deduplicate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.table.Batch;
import net.neuralpro.schemas.table.TableReader;
import net.neuralpro.transforms.operators.Invocation;

/** Reads frames from the {@link FingerprintTable} of each recording, and keeps the last ones. */
final class StoredFootage implements Footage {
  /** So many frames are kept: 16 MB. */
  private static final int MAX_KEPT = 1 << 20;

  private final Invocation invocation;
  private final List<KnownClip> clips;
  private final List<Optional<Cid>> tables;
  private final Map<Integer, List<ClipFrames>> kept = new LinkedHashMap<>(16, 0.75f, true);
  private int frames;

  /**
   * The footage of these clips.
   *
   * @param tables by number of the recording; a recording without a video has none
   */
  StoredFootage(Invocation invocation, List<KnownClip> clips, List<Optional<Cid>> tables) {
    this.invocation = invocation;
    this.clips = clips;
    this.tables = tables;
  }

  @Override
  public ClipFrames of(int clip) throws IOException {
    int recording = clips.get(clip).recording();
    if (tables.get(recording).isEmpty()) {
      return ClipFrames.NONE;
    }
    List<ClipFrames> all = kept.get(recording);
    if (all == null) {
      all = read(tables.get(recording).get());
      keep(recording, all);
    }
    int index = clips.get(clip).key().index();
    return index < all.size() ? all.get(index) : ClipFrames.NONE;
  }

  private void keep(int recording, List<ClipFrames> all) {
    kept.put(recording, all);
    frames += size(all);
    Iterator<List<ClipFrames>> eldest = kept.values().iterator();
    while (frames > MAX_KEPT && kept.size() > 1) {
      frames -= size(eldest.next());
      eldest.remove();
    }
  }

  private static int size(List<ClipFrames> all) {
    return all.stream().mapToInt(ClipFrames::size).sum();
  }

  private List<ClipFrames> read(Cid table) throws IOException {
    List<ClipFrames.Builder> builders = new ArrayList<>();
    try (TableReader rows = invocation.table(table)) {
      for (Optional<Batch> batch = rows.next(); batch.isPresent(); batch = rows.next()) {
        int[] owners = batch.get().integers(FingerprintTable.CLIP);
        long[] times = batch.get().longs(FingerprintTable.TIME);
        long[] fingerprints = batch.get().longs(FingerprintTable.FINGERPRINT);
        for (int row = 0; row < owners.length; row++) {
          while (builders.size() <= owners[row]) {
            builders.add(new ClipFrames.Builder());
          }
          builders.get(owners[row]).add(times[row], fingerprints[row]);
        }
      }
    }
    return builders.stream().map(ClipFrames.Builder::build).toList();
  }
}
