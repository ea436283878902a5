package net.neuralpro.transforms.deduplicate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.schemas.clip.Clip;
import net.neuralpro.schemas.clip.Clips;
import net.neuralpro.schemas.clip.Clusters;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.MemoryBlockStore;
import net.neuralpro.schemas.dataset.RecordingEntries;
import net.neuralpro.schemas.dataset.RecordingEntry;
import net.neuralpro.schemas.dataset.RecordingOrder;
import net.neuralpro.schemas.table.RowAppender;
import net.neuralpro.transforms.operators.Invocation;

/** Recordings of which only the fingerprints exist, by name, for the operator to compare. */
final class Recordings {
  static final DeduplicateParameters STANDARD =
      new DeduplicateParameters(4, new BigDecimal("0.5"), 1000, 4);

  private final BlockStore store = new MemoryBlockStore();
  private final SortedMap<String, RecordingEntry> entries = new TreeMap<>();
  private final List<String> parent = new ArrayList<>();
  private final List<Cid> registered = new ArrayList<>();

  /** A recording of one clip for each of these. */
  Recordings add(String name, ClipFrames... clips) {
    return add(name, "video of " + name, clips);
  }

  /** A recording whose video file has this content. */
  Recordings add(String name, String content, ClipFrames... frames) {
    List<Clip> clips = new ArrayList<>();
    long row = 0;
    for (ClipFrames each : frames) {
      long start = each.size() == 0 ? row : each.times()[0];
      clips.add(
          new Clip(
              clips.size(), 0, row, each.size() + 1, start, start + each.span() + Drive.time(1)));
      row += each.size() + 1;
    }
    SortedMap<String, Cid> values = new TreeMap<>();
    values.put("segment/clips", put(new Clips(clips)));
    values.put("ingest/video", put(content));
    values.put("fingerprint/fingerprints", table(frames));
    entries.put(name, new RecordingEntry(recording(name), values));
    return this;
  }

  /** The same frames, so many frames later. */
  static ClipFrames later(ClipFrames frames, int count) {
    return new ClipFrames(
        Arrays.stream(frames.times()).map(time -> time + Drive.time(count)).toArray(),
        frames.fingerprints());
  }

  /** A filter leaves all clips of the last recording of this name out. */
  Recordings filter(String name) {
    RecordingEntry entry = entry(name);
    SortedMap<String, Cid> values = new TreeMap<>(entry.values());
    values.put("filter/accepted", put(List.of()));
    entries.put(name, new RecordingEntry(entry.recording(), values));
    return this;
  }

  /** The parent version has this recording. */
  Recordings inParent(String name) {
    parent.add(name);
    return this;
  }

  /** This recording is registered after those that are. */
  Recordings register(String name) {
    registered.add(recording(name));
    return this;
  }

  /** Names a recording. */
  Cid recording(String name) {
    return DagJson.block(name).cid();
  }

  private RecordingEntry entry(String name) {
    RecordingEntry entry = entries.get(name);
    if (entry == null) {
      throw new IllegalArgumentException("Cannot find recording " + name);
    }
    return entry;
  }

  private Cid put(Object value) {
    try {
      Block block = DagJson.block(value);
      store.put(block);
      return block.cid();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Cid table(ClipFrames... clips) {
    Invocation invocation = new Invocation(store, new TreeMap<>());
    try (RowAppender rows =
        new RowAppender(invocation.createTable("fingerprints", FingerprintTable.SCHEMA))) {
      for (int clip = 0; clip < clips.length; clip++) {
        for (int frame = 0; frame < clips[clip].size(); frame++) {
          rows.set(0, clip)
              .set(1, clips[clip].times()[frame])
              .set(2, clips[clip].fingerprints()[frame])
              .endRow();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return invocation.outputs().get("fingerprints");
  }

  /** What the operator makes of it. */
  Clusters deduplicate(DeduplicateParameters parameters) {
    return deduplicate(parameters, new Random(0));
  }

  /** Likewise, with the recordings listed in a random order. */
  Clusters deduplicate(DeduplicateParameters parameters, Random order) {
    try {
      List<RecordingEntry> listed = new ArrayList<>(entries.values());
      Collections.shuffle(listed, order);
      SortedMap<String, Cid> inputs = new TreeMap<>();
      ContentFiles files = new ContentFiles(store);
      inputs.put("entries", new RecordingEntries(listed).store(files));
      if (!parent.isEmpty()) {
        inputs.put(
            "parent", new RecordingEntries(parent.stream().map(this::entry).toList()).store(files));
      }
      if (!registered.isEmpty()) {
        inputs.put("order", new RecordingOrder(registered).store(files));
      }
      Invocation invocation = new Invocation(store, inputs);
      new DeduplicateOperator().apply(parameters, invocation);
      return Clusters.read(files, invocation.outputs().get("clusters"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names of recordings and of those that stand for their first clips. */
  Map<String, String> representatives(DeduplicateParameters parameters) {
    Map<Cid, String> names = new TreeMap<>();
    entries.keySet().forEach(name -> names.put(recording(name), name));
    Map<String, String> representatives = new TreeMap<>();
    for (Clusters.Member member : deduplicate(parameters).members()) {
      if (member.clip().index() == 0) {
        representatives.put(
            String.valueOf(names.get(member.clip().recording())),
            String.valueOf(names.get(member.representative().recording())));
      }
    }
    return representatives;
  }
}
