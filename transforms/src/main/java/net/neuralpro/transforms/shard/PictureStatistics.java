package net.neuralpro.transforms.shard;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.neuralpro.connectors.lake.lerobot.ImageStatistics;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.table.Batch;
import net.neuralpro.transforms.examine.PictureTable;
import net.neuralpro.transforms.operators.Invocation;

/** Statistics of the pictures of episodes, added up from those of each row of their grids. */
final class PictureStatistics {
  private PictureStatistics() {}

  static Map<String, ImageStatistics> of(FilePlan plan, Invocation invocation) throws IOException {
    if (!plan.layout().hasVideo()) {
      return Map.of();
    }
    long frames = 0;
    long values = 0;
    long[] sums = new long[PictureTable.CHANNELS.size()];
    long[] squares = new long[sums.length];
    int[] minima = {255, 255, 255};
    int[] maxima = {0, 0, 0};
    try (ClipRows pictures =
        new ClipRows(invocation, (batch, row) -> batch.longs(PictureTable.ROW)[row])) {
      for (EpisodeSource episode : plan.episodes()) {
        for (ClipRows.Row row : rows(pictures, episode)) {
          Batch batch = row.batch();
          frames++;
          values += batch.longs(PictureTable.VALUES)[row.index()];
          for (int channel = 0; channel < sums.length; channel++) {
            String name = PictureTable.CHANNELS.get(channel);
            sums[channel] += batch.longs(PictureTable.sum(name))[row.index()];
            squares[channel] += batch.longs(PictureTable.squares(name))[row.index()];
            minima[channel] =
                Math.min(minima[channel], batch.integers(PictureTable.minimum(name))[row.index()]);
            maxima[channel] =
                Math.max(maxima[channel], batch.integers(PictureTable.maximum(name))[row.index()]);
          }
        }
      }
    }
    List<ImageStatistics.Channel> channels = new ArrayList<>();
    for (int channel = 0; channel < sums.length; channel++) {
      channels.add(
          new ImageStatistics.Channel(
              values, sums[channel], squares[channel], minima[channel], maxima[channel]));
    }
    return Map.of(BucketLayout.CAMERA, new ImageStatistics(frames, channels));
  }

  private static List<ClipRows.Row> rows(ClipRows pictures, EpisodeSource episode)
      throws IOException {
    Cid table = episode.values().get("examine/pictures");
    if (table == null) {
      throw new IllegalArgumentException("Cannot find the pictures of clip " + episode.key());
    }
    return pictures.rows(
        table, episode.clip().firstRow(), episode.clip().endRow(), episode.clip().rows());
  }
}
