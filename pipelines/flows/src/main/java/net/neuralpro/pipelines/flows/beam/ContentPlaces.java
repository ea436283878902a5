package net.neuralpro.pipelines.flows.beam;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.neuralpro.connectors.storage.BlockOrigin;
import net.neuralpro.connectors.storage.embedded.Workspace;
import net.neuralpro.connectors.storage.fetch.Fetcher;
import net.neuralpro.pipelines.flows.exchange.FetchedBlocks;
import net.neuralpro.pipelines.flows.exchange.StoredOrigin;
import net.neuralpro.pipelines.flows.exchange.Stores;
import net.neuralpro.schemas.content.BlockStore;

/** Where contents lie on the computer on which a pipeline runs. */
final class ContentPlaces {
  private final Path home;

  ContentPlaces(Path home) {
    this.home = home;
  }

  /** The workspace's own store. */
  BlockStore own() throws IOException {
    return Workspace.open(home).blocks();
  }

  /** The blocks of a scheme: the workspace's, or also those of the stores that it pulls from. */
  BlockStore store(String scheme) throws IOException {
    if (scheme.equals("cid")) {
      return own();
    }
    List<BlockOrigin> origins = new ArrayList<>();
    origins.add(new StoredOrigin("the workspace's store", own()));
    origins.addAll(Stores.of(Workspace.open(home)).origins(List.of()));
    return new FetchedBlocks(new Fetcher(origins));
  }

  ContentDrafts drafts() throws IOException {
    return new ContentDrafts(home.resolve("catalogue").resolve("drafts"), own());
  }
}
