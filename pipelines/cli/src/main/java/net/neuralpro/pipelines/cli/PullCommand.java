package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import net.neuralpro.connectors.storage.BlockOrigin;
import net.neuralpro.connectors.storage.embedded.Workspace;
import net.neuralpro.connectors.storage.fetch.Fetcher;
import net.neuralpro.pipelines.flows.dataset.DatasetFolder;
import net.neuralpro.pipelines.flows.exchange.ParcelSource;
import net.neuralpro.pipelines.flows.exchange.Pull;
import net.neuralpro.pipelines.flows.exchange.Selection;
import net.neuralpro.pipelines.flows.exchange.Stores;
import net.neuralpro.schemas.content.Cid;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code neural pull}: fetches a dataset or a recording from strangers. */
@Command(
    name = "pull",
    mixinStandardHelpOptions = true,
    description = "Fetches a dataset or a recording, from whom need not be trusted.",
    footer = {
      "",
      "Examples:",
      "  neural pull bagu… --from https://gateway.example --output dataset",
      "  neural pull bagu… --only train --only data --output dataset",
      "  neural pull dataset                 the rest of it, and what was altered",
      "",
      "Every block is held against the root. A pull that was ended in any way goes on where it was;",
      "where one origin fails, the next one goes on. --only takes splits (train, validation, test),",
      "kinds of shards (data, videos, clips, streams, lineage) and patterns ('448x256/**')."
    })
final class PullCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private Terminal terminal;

  @Parameters(
      index = "0",
      paramLabel = "CID|DATASET",
      description =
          "The root of a dataset, the manifest of a recording, the folder either was pushed as;"
              + " or a dataset's folder that is not whole.")
  private String wanted;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FOLDER",
      description = "Where it shall lie; by default a folder named by the CID.")
  private @Nullable Path output;

  @Option(
      names = "--from",
      paramLabel = "WHERE",
      description =
          "A gateway (https://host), a store of the settings, or 'store' for the workspace's own;"
              + " may be repeated. By default the workspace's own and those of the settings.")
  private List<String> from = new ArrayList<>();

  @Option(
      names = "--only",
      paramLabel = "PART",
      description = "Fetch only these files; may be repeated.")
  private List<String> only = new ArrayList<>();

  @Mixin private Parallelism parallelism;

  PullCommand() {}

  /** A pull for scripts. */
  private record Report(Cid root, String output, Pull.Pulled pulled) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    Selection selection = Words.read(spec, () -> Selection.parse(only));
    Path known = Path.of(wanted);
    boolean again = Files.isDirectory(known) && DatasetFolder.isAt(known);
    Cid cid = again ? DatasetFolder.open(known).root() : Words.read(spec, () -> Cid.parse(wanted));
    Path target = output != null ? output : again ? known : Path.of(cid.toString());
    Workspace workspace = Home.workspace();
    List<BlockOrigin> origins = Stores.of(workspace).origins(from);
    ParcelSource source =
        ParcelSource.of(new Fetcher(origins), cid, () -> RecipientKeys.of(workspace));
    Pull pull = new Pull(source, selection, parallelism.value());
    Cid root = source.parcel().root().cid();
    Pull.Pulled pulled;
    try (Interruption interruption =
            new Interruption("The pull was ended. The same command goes on where it was.");
        TransferBar bar = new TransferBar(terminal, "Fetching")) {
      pulled = pull.pull(target, bar);
    }
    terminal.json(new Report(root, target.toString(), pulled));
    terminal.print(
        "%s holds %d of %d files of %s; %d were fetched, %.1f MB, each block checked."
            .formatted(
                target,
                pulled.files(),
                pulled.all(),
                root,
                pulled.fetched(),
                pulled.bytes() / 1e6));
    if (!pulled.isWhole()) {
      terminal.print("The rest comes with: neural pull " + target);
    }
    return Exit.OK;
  }
}
