package net.neuralpro.pipelines.flows.beam;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import net.neuralpro.connectors.storage.embedded.Workspace;
import net.neuralpro.connectors.storage.fetch.Fetcher;
import net.neuralpro.pipelines.flows.exchange.FetchedBlocks;
import net.neuralpro.pipelines.flows.exchange.Stores;
import net.neuralpro.schemas.content.BlockStore;
import org.jspecify.annotations.Nullable;

/**
 * Where contents lie on the computer on which a pipeline runs. A store is opened when it is first
 * needed, and stays open as long as the process.
 */
final class ContentPlaces {
  private final Path home;
  private @Nullable BlockStore own;
  private @Nullable BlockStore everywhere;

  ContentPlaces(Path home) {
    this.home = home;
  }

  /** The workspace's own store. */
  synchronized BlockStore own() throws IOException {
    if (own == null) {
      own = Workspace.open(home).blocks();
    }
    return own;
  }

  /** The blocks of a scheme: the workspace's, or also those of the stores that it pulls from. */
  BlockStore store(String scheme) throws IOException {
    return scheme.equals("cid") ? own() : everywhere();
  }

  private synchronized BlockStore everywhere() throws IOException {
    if (everywhere == null) {
      everywhere =
          new FetchedBlocks(new Fetcher(Stores.of(Workspace.open(home)).origins(List.of())));
    }
    return everywhere;
  }

  ContentDrafts drafts() throws IOException {
    return new ContentDrafts(home.resolve("catalogue").resolve("drafts"), own());
  }
}
