package net.neuralpro.transforms.deduplicate;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import net.neuralpro.schemas.clip.Clip;
import net.neuralpro.schemas.clip.Clips;
import net.neuralpro.schemas.table.Batch;
import net.neuralpro.schemas.table.RowAppender;
import net.neuralpro.schemas.table.TableReader;
import net.neuralpro.transforms.operators.Invocation;
import net.neuralpro.transforms.operators.NoParameters;
import net.neuralpro.transforms.operators.Operator;
import net.neuralpro.transforms.operators.Trust;

/**
 * Operator {@code fingerprint}. In: {@code frames} of {@code examine}, {@code clips}. Out: {@code
 * fingerprints}, a {@link FingerprintTable} of the frames of clips that say something: a black or a
 * featureless picture is like any other; {@code digests}, the {@link ClipDigests}.
 */
public final class FingerprintOperator implements Operator<NoParameters> {
  /** Of the variance of the Laplacian, in 1/16 squared level: below it a picture is featureless. */
  private static final int FEATURELESS = 8;

  /** The fingerprint of a picture without structure. */
  private static final long STRUCTURELESS = 0;

  @Override
  public String name() {
    return "fingerprint";
  }

  @Override
  public String description() {
    return "Collects the perceptual fingerprints of clips for deduplicate.";
  }

  @Override
  public Class<NoParameters> parameters() {
    return NoParameters.class;
  }

  @Override
  public Trust trust() {
    return Trust.PURE;
  }

  @Override
  public void apply(NoParameters parameters, Invocation invocation) throws IOException {
    List<Clip> clips = invocation.read("clips", Clips.class).clips();
    List<FrameDigest> digests = clips.stream().map(clip -> new FrameDigest()).toList();
    try (TableReader frames = invocation.table(invocation.input("frames"));
        RowAppender rows =
            new RowAppender(invocation.createTable("fingerprints", FingerprintTable.SCHEMA))) {
      int clip = 0;
      for (Optional<Batch> batch = frames.next(); batch.isPresent(); batch = frames.next()) {
        long[] times = batch.get().longs("time_ns");
        for (int row = 0; row < times.length; row++) {
          while (clip < clips.size() && times[row] >= clips.get(clip).end()) {
            clip++;
          }
          if (clip == clips.size() || times[row] < clips.get(clip).start()) {
            continue;
          }
          digests.get(clip).add(batch.get(), row);
          if (isTelling(batch.get(), row)) {
            rows.set(0, clip)
                .set(1, times[row])
                .set(2, batch.get().longs("fingerprint")[row])
                .endRow();
          }
        }
      }
    }
    invocation.output("digests", new ClipDigests(digests.stream().map(FrameDigest::end).toList()));
  }

  private static boolean isTelling(Batch frames, int row) {
    return !frames.flags("black")[row]
        && frames.integers("sharpness")[row] >= FEATURELESS
        && frames.longs("fingerprint")[row] != STRUCTURELESS;
  }
}
