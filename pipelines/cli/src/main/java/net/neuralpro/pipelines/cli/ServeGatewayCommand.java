package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import net.neuralpro.connectors.chain.network.Chain;
import net.neuralpro.connectors.storage.embedded.EmbeddedBlockStore;
import net.neuralpro.connectors.storage.embedded.Workspace;
import net.neuralpro.connectors.storage.gateway.GatewayServer;
import net.neuralpro.connectors.storage.gateway.Published;
import net.neuralpro.pipelines.flows.exchange.Parcel;
import net.neuralpro.pipelines.flows.exchange.ParcelGraph;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.recording.Revocation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code neural serve-gateway}: lets others pull datasets from this computer. */
@Command(
    name = "serve-gateway",
    mixinStandardHelpOptions = true,
    description = "Lets others pull datasets from this computer, as a trustless gateway.",
    footer = {
      "",
      "Examples:",
      "  neural serve-gateway dataset",
      "  neural serve-gateway dataset bagu… --listen 0.0.0.0:8787",
      "  neural serve-gateway dataset --statements",
      "",
      "Only what is named is served, and only if its contributors agreed to publication and as long",
      "as none revokes. It is read where it lies, nothing is copied. Serves until it is ended."
    })
final class ServeGatewayCommand implements Callable<Integer> {
  private static final int REQUESTS_AT_ONCE = 32;

  /** How often it is looked what was revoked. */
  private static final int LOOK_SECONDS = 10;

  @Spec private CommandSpec spec;
  @Mixin private Terminal terminal;

  @Parameters(
      arity = "0..*",
      paramLabel = "DATASET|CID",
      description = "Folders of datasets; or roots and recordings in the workspace's store.")
  private List<String> named = new ArrayList<>();

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:8787",
      description = "Where to serve, by default ${DEFAULT-VALUE}; port 0 stands for any.")
  private String listen;

  @Option(
      names = "--statements",
      description =
          "Also the statements of what contributors earned that you proposed: whoever replays them,"
              + " or claims, needs them.")
  private boolean statements;

  @Mixin private ChainUse chainUse;

  ServeGatewayCommand() {}

  /** What is served, for scripts. */
  private record Report(String address, List<Served> served, List<Cid> statements, int blocks) {}

  /** A parcel, and the folder as which it can be read. */
  private record Served(Cid root, Cid folder) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    InetSocketAddress address = ListenAddress.of(spec, listen);
    if (named.isEmpty() && !statements) {
      throw new ParameterException(
          spec.commandLine(), "Name what is to be served: a dataset, a root, or --statements");
    }
    Workspace workspace = Home.workspace();
    try (ChainUse.Session session =
            chainUse.open(workspace, Optional.empty(), terminal).orElse(null);
        EmbeddedBlockStore store = workspace.blocks()) {
      Optional<Chain> chain = Optional.ofNullable(session).map(ChainUse.Session::chain);
      GatewayOffer offer = new GatewayOffer();
      List<Revocation> revocations = revocations(chain);
      for (String name : named) {
        offer.add(graph(name, store), revocations);
      }
      addStatements(offer, chain, store);
      serve(address, offer, chain, store);
    }
    return Exit.OK;
  }

  private void serve(
      InetSocketAddress address, GatewayOffer offer, Optional<Chain> chain, BlockStore store)
      throws IOException, InterruptedException {
    Published published = offer.published();
    try (GatewayServer server = GatewayServer.start(address, published, REQUESTS_AT_ONCE)) {
      String base = "http://%s:%d".formatted(address.getHostString(), server.address().getPort());
      terminal.json(
          new Report(
              base,
              offer.graphs().stream()
                  .map(graph -> new Served(graph.parcel().root().cid(), graph.folder().cid()))
                  .toList(),
              offer.statements(),
              published.size()));
      terminal.print("Serving %d blocks at %s:".formatted(published.size(), base));
      for (ParcelGraph graph : offer.graphs()) {
        terminal.print("  neural pull %s --from %s".formatted(graph.parcel().root().cid(), base));
        terminal.print("  ipfs folder " + graph.folder().cid());
      }
      for (Cid statement : offer.statements()) {
        terminal.print("  statement " + statement);
      }
      while (true) {
        TimeUnit.SECONDS.sleep(LOOK_SECONDS);
        look(offer, chain, store);
        server.publish(offer.published());
      }
    }
  }

  /** Follows what the chain says meanwhile. */
  private void look(GatewayOffer offer, Optional<Chain> chain, BlockStore store) {
    try {
      offer.withdraw(revocations(chain), terminal::note);
      addStatements(offer, chain, store);
    } catch (IOException e) {
      terminal.note("Cannot see what the chain says: " + e.getMessage());
    }
  }

  private void addStatements(GatewayOffer offer, Optional<Chain> chain, BlockStore store)
      throws IOException {
    if (statements && chain.isPresent()) {
      offer.addStatements(chain.get(), Home.key(Home.workspace()).address(), store);
    }
  }

  private static List<Revocation> revocations(Optional<Chain> chain) throws IOException {
    return chain.isEmpty() ? List.of() : chain.get().contributions().revocations();
  }

  private ParcelGraph graph(String name, BlockStore store) throws IOException {
    Path folder = Path.of(name);
    if (Files.isDirectory(folder)) {
      try (TransferBar bar = new TransferBar(terminal, "Reading")) {
        return ParcelGraph.of(folder, bar::fetched);
      }
    }
    return ParcelGraph.of(Parcel.of(store.require(Words.read(spec, () -> Cid.parse(name)))), store);
  }
}
