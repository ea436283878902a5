package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import net.neuralpro.connectors.storage.ContentStore;
import net.neuralpro.connectors.storage.Pin;
import net.neuralpro.connectors.storage.embedded.Workspace;
import net.neuralpro.connectors.storage.envelope.Recipient;
import net.neuralpro.pipelines.flows.dataset.DatasetFolder;
import net.neuralpro.pipelines.flows.exchange.Parcel;
import net.neuralpro.pipelines.flows.exchange.ParcelGraph;
import net.neuralpro.pipelines.flows.exchange.Publication;
import net.neuralpro.pipelines.flows.exchange.Publication.Audience;
import net.neuralpro.pipelines.flows.exchange.Push;
import net.neuralpro.pipelines.flows.exchange.SealParcel;
import net.neuralpro.pipelines.flows.exchange.Stores;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code neural push}: sends a dataset or a recording to a store, where others can pull it. */
@Command(
    name = "push",
    mixinStandardHelpOptions = true,
    description = "Sends a dataset or a recording to a store, and pins it there.",
    footer = {
      "",
      "Examples:",
      "  neural push dataset --to http://127.0.0.1:5001       a Kubo node on this computer",
      "  neural push dataset --to lab                         a store of the settings",
      "  neural push dataset --to lab --encrypt-to neural-recipient-…",
      "",
      "What the store has is not sent again. A store that everybody can read gets only what its",
      "contributors agreed to publish; --encrypt-to sends an envelope that only the recipients open",
      "(neural recipient shows who you are)."
    })
final class PushCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Terminal terminal;

  @Parameters(
      index = "0",
      paramLabel = "DATASET|CID",
      description = "A dataset's folder; or a root or recording in the workspace's store.")
  private String wanted;

  @Option(
      names = "--to",
      paramLabel = "WHERE",
      description =
          "A store of the settings, the API of a Kubo node of this computer, or 'store' for the"
              + " workspace's own; by default the one that the settings say.")
  private @Nullable String to;

  @Option(
      names = "--encrypt-to",
      paramLabel = "RECIPIENT",
      description = "Send it encrypted to this recipient; may be repeated.")
  private Set<Recipient> recipients = new LinkedHashSet<>();

  @Mixin private Parallelism parallelism;

  @Mixin private ChainUse chainUse;

  PushCommand() {}

  /** A push for scripts. */
  private record Report(Cid root, Cid folder, String store, Optional<Push.Pushed> pushed) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    Workspace workspace = Home.workspace();
    Stores stores = Stores.of(workspace);
    Stores.Target target = stores.target(Optional.ofNullable(to));
    ParcelGraph graph = graph(workspace);
    Parcel parcel = graph.parcel();
    Optional<Audience> audience =
        target.audience().map(those -> recipients.isEmpty() ? those : Audience.ADMITTED);
    if (audience.isPresent()) {
      Publication.require(
          parcel, graph.blocks(), audience.get(), chainUse.revocations(workspace, terminal));
    }
    Cid folder;
    Optional<Push.Pushed> pushed = Optional.empty();
    try (ContentStore store = target.open();
        Interruption interruption =
            new Interruption("The push was ended. The same command goes on where it was.");
        TransferBar bar = new TransferBar(terminal, "Sending")) {
      bar.begins(parcel.bytes());
      if (recipients.isEmpty()) {
        folder = graph.folder().cid();
        Pin pin = new Pin(folder, "neural " + parcel.root().cid());
        pushed =
            Optional.of(
                new Push(store, parallelism.value()).push(graph.blocks(), pin, bar::fetched));
        store.blocks().put(parcel.root());
      } else {
        folder = SealParcel.push(parcel, graph.blocks(), recipients, store, bar::fetched);
      }
    }
    stores.remember(target.name(), folder);
    terminal.json(new Report(parcel.root().cid(), folder, target.name(), pushed));
    report(parcel, folder, target.name(), pushed);
    return Exit.OK;
  }

  private void report(Parcel parcel, Cid folder, String store, Optional<Push.Pushed> pushed) {
    if (pushed.isPresent()) {
      terminal.print(
          "%s is in %s: %d blocks, of which %d were sent, %.1f MB."
              .formatted(
                  parcel.root().cid(),
                  store,
                  pushed.get().blocks(),
                  pushed.get().sent(),
                  pushed.get().bytes() / 1e6));
      terminal.print("It is pinned there as folder " + folder);
      terminal.print("Others get it by: neural pull " + parcel.root().cid());
    } else {
      terminal.print(
          "It is in %s, encrypted to %d recipients.".formatted(store, recipients.size()));
      terminal.print("They get it by: neural pull " + folder);
    }
  }

  private ParcelGraph graph(Workspace workspace) throws IOException {
    Path folder = Path.of(wanted);
    if (Files.isDirectory(folder)) {
      try (TransferBar bar = new TransferBar(terminal, "Reading")) {
        bar.begins(Parcel.of(DatasetFolder.open(folder).version().block()).bytes());
        return ParcelGraph.of(folder, bar::fetched);
      }
    }
    BlockStore store = workspace.blocks();
    return ParcelGraph.of(
        Parcel.of(store.require(Words.read(spec, () -> Cid.parse(wanted)))), store);
  }
}
