package net.neuralpro.transforms.deduplicate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.schemas.clip.Clip;
import net.neuralpro.schemas.clip.Clips;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.MemoryBlockStore;
import net.neuralpro.schemas.table.RowAppender;
import net.neuralpro.schemas.table.TableReader;
import net.neuralpro.transforms.examine.FrameRows;
import net.neuralpro.transforms.operators.Invocation;
import net.neuralpro.transforms.operators.NoParameters;
import net.neuralpro.transforms.tables.MemoryTable;
import org.junit.jupiter.api.Test;

class FingerprintOperatorTest {
  private static final int SHARP = 400;

  private final MemoryBlockStore store = new MemoryBlockStore();

  @Test
  void keepsTheTellingFramesOfEachClip() throws IOException {
    Invocation frames = new Invocation(store, new TreeMap<>());
    try (RowAppender rows = new RowAppender(frames.createTable("frames", FrameRows.SCHEMA))) {
      add(rows, 0, 11, SHARP, false);
      add(rows, 100, 12, SHARP, true);
      add(rows, 200, 13, 0, false);
      add(rows, 300, 0, SHARP, false);
      add(rows, 400, 14, SHARP, false);
      add(rows, 500, 15, SHARP, false);
      add(rows, 600, 16, SHARP, false);
    }
    Invocation clips = new Invocation(store, new TreeMap<>());
    clips.output(
        "clips", new Clips(List.of(new Clip(0, 0, 0, 1, 0, 450), new Clip(1, 0, 1, 1, 550, 700))));

    MemoryTable fingerprints = apply(frames, clips);

    assertThat(fingerprints.rows())
        .containsExactly(List.of(0, 0L, 11L), List.of(0, 400L, 14L), List.of(1, 600L, 16L));
  }

  private static void add(
      RowAppender rows, long time, long fingerprint, int sharpness, boolean black)
      throws IOException {
    rows.set(FrameRows.SCHEMA.require("time_ns"), time)
        .set(FrameRows.SCHEMA.require("sharpness"), sharpness)
        .set(FrameRows.SCHEMA.require("black"), black)
        .set(FrameRows.SCHEMA.require("fingerprint"), fingerprint)
        .endRow();
  }

  private MemoryTable apply(Invocation frames, Invocation clips) throws IOException {
    Invocation invocation = fingerprint(frames, clips);
    try (TableReader table = invocation.table(invocation.outputs().get("fingerprints"))) {
      return MemoryTable.of(table);
    }
  }

  private Invocation fingerprint(Invocation frames, Invocation clips) throws IOException {
    SortedMap<String, Cid> inputs = new TreeMap<>(frames.outputs());
    inputs.putAll(clips.outputs());
    Invocation invocation = new Invocation(store, inputs);
    new FingerprintOperator().apply(new NoParameters(), invocation);
    return invocation;
  }

  @Test
  void digestsClipsAlikeWhoseFramesAreEqualWhateverTheirTimes() throws IOException {
    assertThat(digest(0, 100, 5)).isEqualTo(digest(7000, 33, 5)).hasSize(64);
    assertThat(digest(0, 100, 5)).isNotEqualTo(digest(0, 100, 6));
  }

  @Test
  void givesNoDigestOfAViewThatNeverChanges() throws IOException {
    assertThat(digest(0, 100, 3)).isEmpty();
  }

  /** The digest of a clip of 20 frames, of which so many are different. */
  private String digest(long start, long step, int different) throws IOException {
    Invocation frames = new Invocation(store, new TreeMap<>());
    try (RowAppender rows = new RowAppender(frames.createTable("frames", FrameRows.SCHEMA))) {
      for (int frame = 0; frame < 20; frame++) {
        add(rows, start + frame * step, 11, SHARP + frame % different, false);
      }
    }
    Invocation clips = new Invocation(store, new TreeMap<>());
    clips.output("clips", new Clips(List.of(new Clip(0, 0, 0, 20, start, start + 20 * step))));
    Invocation invocation = fingerprint(frames, clips);
    return invocation.read(invocation.outputs().get("digests"), ClipDigests.class).digests().get(0);
  }
}
