package net.neuralpro.pipelines.flows.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.neuralpro.connectors.storage.StorageException;
import net.neuralpro.connectors.storage.fetch.Fetcher;
import net.neuralpro.connectors.storage.gateway.GatewayOrigin;
import net.neuralpro.connectors.storage.gateway.GatewayServer;
import net.neuralpro.connectors.storage.gateway.Published;
import net.neuralpro.connectors.storage.http.Reach;
import net.neuralpro.pipelines.flows.dataset.DatasetVerification;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.ContentFolders;
import net.neuralpro.schemas.content.MemoryBlockStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dataset served by one computer and pulled by another, which does not trust it. */
class GatewayExchangeTest {
  @TempDir private Path folder;

  private final MemoryBlockStore workspace = new MemoryBlockStore();
  private ParcelGraph graph;
  private GatewayServer server;
  private GatewayOrigin origin;

  @BeforeEach
  void serve() throws IOException {
    new SampleDataset(workspace).published(folder.resolve("published"));
    graph = ParcelGraph.of(folder.resolve("published"), bytes -> {});
    Published published =
        Published.of(
            graph.blocks(), List.of(graph.folder().cid()), List.of(graph.parcel().root().cid()));
    server =
        GatewayServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), published, 4);
    origin =
        GatewayOrigin.at(URI.create("http://127.0.0.1:" + server.address().getPort()), Reach.ANY);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void pullsByTheRootAndByTheFolder() throws Exception {
    for (Cid cid : List.of(graph.parcel().root().cid(), graph.folder().cid())) {
      Path target = folder.resolve("by " + cid);
      ParcelSource source =
          ParcelSource.of(new Fetcher(List.of(origin)), cid, SampleDataset.NO_KEY);
      assertThat(source.parcel().root().cid()).isEqualTo(graph.parcel().root().cid());
      new Pull(source, Selection.ALL, 3).pull(target, SampleDataset.SILENT);
      assertThat(DatasetVerification.verify(target, bytes -> {})).isEmpty();
    }
  }

  @Test
  void isTheFolderThatItsFilesMake() throws IOException {
    assertThat(
            new ContentFolders(new MemoryBlockStore())
                .add(folder.resolve("published"), 1, read -> {}))
        .isEqualTo(graph.folder());
  }

  @Test
  void servesNothingThatIsNotPublished() throws IOException {
    Path more = Files.writeString(folder.resolve("more"), "private");
    Cid kept = new ContentFiles(workspace).add(more);
    assertThat(origin.block(kept)).isEmpty();
    assertThat(origin.block(graph.parcel().root().cid())).isPresent();
  }

  @Test
  void isNotAskedAtPrivateAddressesUnlessThatIsMeant() {
    assertThatThrownBy(
            () ->
                GatewayOrigin.at(
                    URI.create("http://localhost:" + server.address().getPort()), Reach.PUBLIC))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("which is not on the public internet");
  }
}
