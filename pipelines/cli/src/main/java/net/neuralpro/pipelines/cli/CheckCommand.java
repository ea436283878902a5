package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import net.neuralpro.connectors.chain.network.Chain;
import net.neuralpro.connectors.chain.proof.JsonRpcAnchorSource;
import net.neuralpro.connectors.storage.embedded.EmbeddedBlockStore;
import net.neuralpro.pipelines.flows.dataset.SampleProver;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.proof.ContinuityProof;
import net.neuralpro.schemas.proof.SampleProof;
import net.neuralpro.schemas.proof.TrustedAnchor;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Revocation;
import net.neuralpro.schemas.recording.SignedManifest;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.RejectedInputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code neural check}: checks a proof of where a sample came from. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Checks a proof of where a sample came from, against what you trust.",
    footer = {
      "",
      "Examples:",
      "  neural check proof.json",
      "  neural check proof.json --dataset dataset",
      "  neural check proof.json --header block.txt",
      "  neural check proof.json --anchor 5dc9…:1800:bagu…",
      "  neural check proof.json --rpc http://127.0.0.1:8545",
      "",
      "A proof that leads back to an earlier version (neural prove --since) is checked as a whole.",
      "block.txt holds a chain's number, a space, and the hash of a block that you looked up.",
      "Each option that is given must hold. Without any, the chain of the workspace is asked, and",
      "whether the recording was revoked since."
    })
final class CheckCommand implements Callable<Integer> {
  private static final int MAX_HEADER_FILE = 1024;

  @Spec private CommandSpec spec;

  @Mixin private Terminal terminal;

  @Parameters(index = "0", paramLabel = "PROOF", description = "The proof's file.")
  private Path file;

  @Option(
      names = "--header",
      paramLabel = "FILE",
      description = "A block that you trust: chain number, space, hash.")
  private @Nullable Path header;

  @Option(
      names = "--anchor",
      paramLabel = "ROOT",
      description = "A version that you trust: LINEAGE:SAMPLES:MANIFEST.")
  private @Nullable String anchor;

  @Option(names = "--rpc", paramLabel = "URL", description = "A node of the chain that you trust.")
  private @Nullable URI rpc;

  @Option(
      names = "--dataset",
      paramLabel = "FOLDER",
      description = "The dataset: its manifest and the files with the sample.")
  private @Nullable Path dataset;

  @Option(
      names = "--chain",
      description = "Also ask the workspace's chain, and what was revoked since.")
  private boolean chain;

  @Mixin private ChainUse chainUse;

  CheckCommand() {}

  /** What was checked, for scripts. */
  private record Report(
      long sample,
      Cid manifest,
      Cid recording,
      List<String> heldAgainst,
      Optional<Revocation> revoked,
      Optional<Since> since) {}

  /** Where the sample was in an earlier version. */
  private record Since(long sample, Cid manifest, int versions) {
    static Since of(ContinuityProof proof) {
      return new Since(
          proof.earlier().sample(), proof.earlier().manifest(), proof.versions().size() - 1);
    }
  }

  @Override
  public Integer call() throws IOException {
    byte[] bytes = bounded(file, ContinuityProof.MAX_SIZE);
    Optional<ContinuityProof> continued = Optional.empty();
    if (ContinuityProof.isMeantBy(bytes)) {
      continued = Optional.of(ContinuityProof.read(bytes));
      continued.get().check();
    }
    SampleProof proof = continued.isPresent() ? continued.get().later() : SampleProof.read(bytes);
    List<String> held = new ArrayList<>();
    proof.check();
    if (header != null) {
      String text = new String(bounded(header, MAX_HEADER_FILE), StandardCharsets.UTF_8);
      trusted(() -> TrustedAnchor.TrustedBlock.parse(text)).check(proof);
      held.add("header");
    }
    if (anchor != null) {
      String text = anchor;
      trusted(() -> TrustedAnchor.Version.parse(text)).check(proof);
      held.add("anchor");
    }
    if (rpc != null) {
      SampleProver.checkAt(new JsonRpcAnchorSource(rpc), proof);
      held.add("rpc");
    }
    if (dataset != null) {
      SampleProver.checkIn(dataset, proof);
      held.add("dataset");
    }
    Optional<Revocation> revoked =
        chain || held.isEmpty() ? askChain(proof, held) : Optional.empty();
    if (held.isEmpty()) {
      throw new RejectedInputException(
          Finding.error(
              "PROOF-UNANCHORED",
              file.toString(),
              "It agrees with itself, and claims %s; give what you trust."
                  .formatted(TrustedAnchor.Version.of(proof))));
    }
    Optional<Since> since = continued.map(Since::of);
    terminal.json(
        new Report(
            proof.sample(), proof.manifest(), proof.clip().recording(), held, revoked, since));
    terminal.print("Sample     %d is proved, by %s".formatted(proof.sample(), held));
    terminal.print("Dataset    " + proof.manifest());
    terminal.print("Recording  " + proof.clip().recording());
    terminal.print("Licence    " + proof.clip().licence());
    terminal.print("Anchor     " + TrustedAnchor.Version.of(proof));
    since.ifPresent(
        it ->
            terminal.print(
                "Since      sample %d of %s, %d versions before"
                    .formatted(it.sample(), it.manifest(), it.versions())));
    revoked.ifPresent(
        it ->
            terminal.print(
                "Revoked    by %s in block %d of chain %d: if it is its contributor, use it no longer"
                    .formatted(it.contributor(), it.block(), it.chain())));
    return Exit.OK;
  }

  /** Holds the proof against the workspace's chain, and asks whether its recording was revoked. */
  private Optional<Revocation> askChain(SampleProof proof, List<String> held) throws IOException {
    Optional<ChainUse.Session> opened =
        proof.block().isEmpty() && !chain
            ? Optional.empty()
            : chainUse.open(Home.workspace(), Optional.empty(), terminal);
    if (opened.isEmpty()) {
      return Optional.empty();
    }
    try (ChainUse.Session session = opened.get()) {
      SampleProver.checkAt(
          new JsonRpcAnchorSource(session.chain().endpoints().nodes().get(0)), proof);
      held.add("chain");
      return revocation(session.chain(), proof.clip().recording());
    }
  }

  /** Whether a recording was revoked: by its contributor, if its manifest is here. */
  private static Optional<Revocation> revocation(Chain chain, Cid recording) throws IOException {
    List<Revocation> said =
        chain.contributions().revocations().stream()
            .filter(it -> it.recording().equals(recording))
            .toList();
    if (said.isEmpty()) {
      return Optional.empty();
    }
    try (EmbeddedBlockStore blocks = Home.workspace().blocks()) {
      Optional<Block> manifest = blocks.get(recording);
      if (manifest.isEmpty()) {
        return said.stream().findFirst();
      }
      Address contributor = SignedManifest.read(manifest.get().bytes()).publicHalf().contributor();
      return said.stream().filter(it -> it.contributor().equals(contributor)).findFirst();
    }
  }

  /** What a person trusts, or a word on how to write it. */
  private TrustedAnchor trusted(Supplier<TrustedAnchor> text) {
    try {
      return text.get();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  /** The bytes of a file, and one too many if it is longer than it may be. */
  private static byte[] bounded(Path path, int limit) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(limit + 1);
    }
  }
}
