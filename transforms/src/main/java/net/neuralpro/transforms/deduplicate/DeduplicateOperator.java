package net.neuralpro.transforms.deduplicate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.neuralpro.schemas.clip.Clip;
import net.neuralpro.schemas.clip.ClipKey;
import net.neuralpro.schemas.clip.Clips;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.dataset.RecordingEntries;
import net.neuralpro.schemas.dataset.RecordingEntry;
import net.neuralpro.schemas.table.Batch;
import net.neuralpro.schemas.table.TableReader;
import net.neuralpro.transforms.operators.Invocation;
import net.neuralpro.transforms.operators.Operator;
import net.neuralpro.transforms.operators.Trust;

/**
 * Operator {@code deduplicate}. In: {@code entries}, the {@link RecordingEntries} of the run with
 * {@code segment/clips}, {@code fingerprint/fingerprints} where they have a video, and {@code
 * ingest/video} or {@code ingest/frames}; {@code parent}, those of the parent version, where there
 * is one. Out: {@code clusters}, the {@link net.neuralpro.schemas.clip.Clusters} of all clips. A
 * recording that both have is the parent's.
 */
public final class DeduplicateOperator implements Operator<DeduplicateParameters> {
  @Override
  public String name() {
    return "deduplicate";
  }

  @Override
  public String description() {
    return "Finds clips of the same footage, copied, re-muxed or re-encoded, and keeps one of each.";
  }

  @Override
  public Class<DeduplicateParameters> parameters() {
    return DeduplicateParameters.class;
  }

  @Override
  public Trust trust() {
    return Trust.PURE;
  }

  @Override
  public void apply(DeduplicateParameters parameters, Invocation invocation) throws IOException {
    List<ClipFrames> clips = new ArrayList<>();
    Map<String, Integer> byContent = new HashMap<>();
    List<int[]> same = new ArrayList<>();
    Set<Cid> seen = new HashSet<>();
    Optional<Cid> parent = invocation.optionalInput("parent");
    if (parent.isPresent()) {
      for (RecordingEntry entry :
          RecordingEntries.read(invocation.files(), parent.get()).entries()) {
        seen.add(entry.recording());
        add(invocation, entry, seen.size(), ClipFrames.Origin.PARENT, clips, byContent, same);
      }
    }
    for (RecordingEntry entry :
        RecordingEntries.read(invocation.files(), invocation.input("entries")).entries()) {
      if (seen.add(entry.recording())) {
        add(invocation, entry, seen.size(), ClipFrames.Origin.RUN, clips, byContent, same);
      }
    }
    invocation.output("clusters", Clustering.of(clips, same, parameters).store(invocation.files()));
  }

  private static void add(
      Invocation invocation,
      RecordingEntry entry,
      int number,
      ClipFrames.Origin origin,
      List<ClipFrames> clips,
      Map<String, Integer> byContent,
      List<int[]> same)
      throws IOException {
    List<Clip> own = invocation.read(entry.require("segment/clips"), Clips.class).clips();
    List<Frames> frames = new ArrayList<>();
    own.forEach(clip -> frames.add(new Frames()));
    Optional<Cid> fingerprints = entry.value("fingerprint/fingerprints");
    if (fingerprints.isPresent()) {
      read(invocation, fingerprints.get(), frames);
    }
    Cid content = entry.value("ingest/video").orElseGet(() -> entry.require("ingest/frames"));
    for (Clip clip : own) {
      Frames measured = frames.get(clip.index());
      String name = content + "/" + clip.start() + "/" + clip.end();
      Integer other = byContent.putIfAbsent(name, clips.size());
      if (other != null) {
        same.add(new int[] {other, clips.size()});
      }
      clips.add(
          new ClipFrames(
              new ClipKey(entry.recording(), clip.index()),
              clip,
              number,
              origin,
              Arrays.copyOf(measured.times, measured.count),
              Arrays.copyOf(measured.fingerprints, measured.count)));
    }
  }

  private static void read(Invocation invocation, Cid table, List<Frames> clips)
      throws IOException {
    try (TableReader rows = invocation.table(table)) {
      for (Optional<Batch> batch = rows.next(); batch.isPresent(); batch = rows.next()) {
        int[] owners = batch.get().integers(FingerprintTable.CLIP);
        long[] times = batch.get().longs(FingerprintTable.TIME);
        long[] fingerprints = batch.get().longs(FingerprintTable.FINGERPRINT);
        for (int row = 0; row < owners.length; row++) {
          clips.get(owners[row]).add(times[row], fingerprints[row]);
        }
      }
    }
  }

  /** Growing arrays of one clip's frames. */
  private static final class Frames {
    private long[] times = new long[64];
    private long[] fingerprints = new long[64];
    private int count;

    void add(long time, long fingerprint) {
      if (count == times.length) {
        times = Arrays.copyOf(times, 2 * count);
        fingerprints = Arrays.copyOf(fingerprints, 2 * count);
      }
      times[count] = time;
      fingerprints[count++] = fingerprint;
    }
  }
}
