package net.neuralpro.connectors.lake.lerobot;

import java.io.IOException;
import net.neuralpro.schemas.table.TableReader;

/** Where the rows of episodes come from. */
@FunctionalInterface
public interface EpisodeRows {
  /**
   * Opens the rows of an episode: as many as its length, with at least the columns of the layout's
   * features.
   */
  TableReader open(PlacedEpisode episode) throws IOException;
}
