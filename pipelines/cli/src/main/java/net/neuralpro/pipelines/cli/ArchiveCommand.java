package net.neuralpro.pipelines.cli;

import java.io.ByteArrayInputStream;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import net.neuralpro.connectors.storage.StorageException;
import net.neuralpro.connectors.storage.arweave.ArweaveSettings;
import net.neuralpro.connectors.storage.arweave.ArweaveStore;
import net.neuralpro.connectors.storage.arweave.ArweaveWallet;
import net.neuralpro.connectors.storage.arweave.Bundle;
import net.neuralpro.connectors.storage.arweave.ProvenanceBundle;
import net.neuralpro.connectors.storage.embedded.Workspace;
import net.neuralpro.pipelines.flows.dataset.DatasetFolder;
import net.neuralpro.pipelines.flows.exchange.Parcel;
import net.neuralpro.pipelines.flows.exchange.Publication;
import net.neuralpro.pipelines.flows.exchange.StorageSettings;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.MemoryBlockStore;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code neural archive}: keeps a dataset's manifest and lineage on Arweave for good. */
@Command(
    name = "archive",
    mixinStandardHelpOptions = true,
    description = "Keeps a dataset's manifest and lineage on Arweave for good. This costs money.",
    footer = {
      "",
      "Examples:",
      "  neural archive dataset --node https://gateway.example --wallet wallet.json",
      "  neural archive dataset --node https://gateway.example --max-price 0.001AR",
      "  neural archive dataset --node https://gateway.example --check ID",
      "",
      "Everybody can read an archive for ever; nobody can take it back. The price is shown and must",
      "be agreed to: at a terminal, or by --max-price. What was archived is remembered in the",
      "workspace and never paid twice; an upload that was ended goes on with the same command."
    })
final class ArchiveCommand implements Callable<Integer> {
  private static final String FORGED = "ARWEAVE-FORGED";

  @Spec private CommandSpec spec;
  @Mixin private Terminal terminal;

  @Parameters(index = "0", paramLabel = "DATASET", description = "The dataset's folder.")
  private Path dataset;

  @Option(
      names = "--node",
      paramLabel = "URL",
      description =
          "A node or gateway; may be repeated: where one fails the next is asked. By default those"
              + " of the settings.")
  private List<URI> nodes = List.of();

  @Option(
      names = "--wallet",
      paramLabel = "FILE",
      description =
          "A JWK of RSA-4096, encrypted or yours alone (mode 0600); by default that of the settings,"
              + " or keys/arweave.json in the workspace.")
  private @Nullable Path wallet;

  @Option(names = "--yes", description = "Agree to the price without being asked, at a terminal.")
  private boolean yes;

  @Option(
      names = "--max-price",
      paramLabel = "AMOUNT",
      description = "The most that may be paid: winston as 250000000, or 0.00025AR.")
  private @Nullable ArchivePrice maxPrice;

  @Option(
      names = "--check",
      paramLabel = "ID",
      description = "Read this archive back and hold it against the dataset; pay nothing.")
  private @Nullable String check;

  @Mixin private ChainUse chainUse;

  ArchiveCommand() {}

  /** An archive for scripts. */
  private record Report(Cid root, String identifier, boolean existed, Optional<String> winston) {}

  /** A check for scripts. */
  private record Checked(Cid root, String identifier, boolean genuine, String signer) {}

  @Override
  public Integer call() throws IOException {
    DatasetFolder folder = DatasetFolder.open(dataset);
    Workspace workspace = Home.workspace();
    ArchiveFolder archives = new ArchiveFolder(workspace.home().resolve("archives"));
    if (check != null) {
      return check(folder, archives, check);
    }
    Optional<String> known = archives.find(folder.root());
    if (known.isPresent()) {
      terminal.json(new Report(folder.root(), known.get(), true, Optional.empty()));
      terminal.print("%s was archived before: %s".formatted(folder.root(), known.get()));
      return Exit.OK;
    }
    return archive(folder, workspace, archives);
  }

  private Integer archive(DatasetFolder folder, Workspace workspace, ArchiveFolder archives)
      throws IOException {
    ProvenanceBundle provenance = provenance(folder);
    requirePublic(folder, provenance);
    if (maxPrice == null && System.console() == null) {
      throw new ParameterException(
          spec.commandLine(),
          "Cannot ask whether you agree to the price without a terminal; add --max-price AMOUNT");
    }
    Path file = wallet(workspace);
    if (!Files.exists(file)) {
      throw new StorageException(
          "ARWEAVE-WALLET", "Cannot find wallet " + file + "; perhaps name one by --wallet FILE");
    }
    ArweaveWallet payer = ArweaveWallet.read(file, new ArchivePassphrase());
    try (ArweaveStore store = store(Optional.of(payer), archives)) {
      Path bundle = archives.bundle(provenance, payer);
      ArchivePrice price = new ArchivePrice(store.price(Files.size(bundle)));
      terminal.note(
          "Archiving %d files, %d bytes, costs %s; the wallet has %s."
              .formatted(
                  provenance.files().size(),
                  Files.size(bundle),
                  price,
                  new ArchivePrice(store.balance())));
      Optional<BigInteger> agreed = agreed(price);
      if (agreed.isEmpty()) {
        terminal.note("Nothing was paid.");
        return Exit.REJECTED;
      }
      String identifier = store.put(bundle, provenance.tags(), agreed.get());
      archives.remember(folder.root(), identifier);
      terminal.json(
          new Report(folder.root(), identifier, false, Optional.of(price.winston().toString())));
      terminal.print("%s is archived and was read back: %s".formatted(folder.root(), identifier));
      return Exit.OK;
    }
  }

  private Path wallet(Workspace workspace) throws IOException {
    return wallet != null
        ? wallet
        : StorageSettings.read(workspace.home())
            .archive()
            .wallet()
            .orElseGet(() -> workspace.keys().resolve("arweave.json"));
  }

  private static ProvenanceBundle provenance(DatasetFolder folder) throws IOException {
    return ProvenanceBundle.of(folder.path(), folder.root(), folder.version());
  }

  /** The one place that decides whether contributors agreed that everybody sees this. */
  private void requirePublic(DatasetFolder folder, ProvenanceBundle provenance) throws IOException {
    MemoryBlockStore blocks = new MemoryBlockStore();
    ContentFiles files = new ContentFiles(blocks);
    for (Map.Entry<String, byte[]> file : provenance.files().entrySet()) {
      files.add(new ByteArrayInputStream(file.getValue()));
    }
    Publication.require(
        Parcel.of(folder.version().block()),
        blocks,
        Publication.Audience.EVERYBODY,
        chainUse.revocations(Home.workspace(), terminal));
  }

  /** The most that may be paid, if the person agrees to any. */
  private Optional<BigInteger> agreed(ArchivePrice price) {
    if (maxPrice != null) {
      return Optional.of(maxPrice.winston());
    }
    Console console = System.console();
    if (yes) {
      return Optional.of(price.winston());
    }
    String answer =
        console == null ? null : console.readLine("Pay %s for good? [y/N] ", price.toString());
    boolean agrees = answer != null && answer.strip().toLowerCase(Locale.ROOT).equals("y");
    return agrees ? Optional.of(price.winston()) : Optional.empty();
  }

  private ArweaveStore store(Optional<ArweaveWallet> payer, ArchiveFolder archives)
      throws IOException {
    List<URI> asked =
        nodes.isEmpty() ? StorageSettings.read(Home.workspace().home()).archive().nodes() : nodes;
    if (asked.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "Cannot archive without a node: add --node URL, or archive.nodes to storage.yaml");
    }
    try {
      return new ArweaveStore(ArweaveSettings.of(asked), payer, archives.uploads());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private Integer check(DatasetFolder folder, ArchiveFolder archives, String identifier)
      throws IOException {
    String signer;
    try (ArweaveStore store = store(Optional.empty(), archives);
        InputStream in = store.open(identifier)) {
      Bundle bundle = Bundle.read(in.readNBytes(Bundle.MAX_BYTES + 1), "archive " + identifier);
      signer = provenance(folder).requireSame(bundle, "archive " + identifier);
    } catch (StorageException e) {
      if (!e.rule().equals(FORGED)) {
        throw e;
      }
      terminal.json(new Checked(folder.root(), identifier, false, ""));
      terminal.print(e.rule() + " " + e.getMessage());
      return Exit.ALTERED;
    }
    terminal.json(new Checked(folder.root(), identifier, true, signer));
    terminal.print(
        "%s is the archive of %s, signed by %s.".formatted(identifier, folder.root(), signer));
    return Exit.OK;
  }
}
