package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.connectors.storage.embedded.Workspace;
import net.neuralpro.noderunner.protocol.Resources;
import net.neuralpro.pipelines.control.network.Bid;
import net.neuralpro.pipelines.control.verification.Policy;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Consent;
import net.neuralpro.schemas.reward.Wei;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the heavy operators of a run are to run. */
final class ComputeUse {
  private static final int DIGITS = 18;
  private static final Duration TIME = Duration.ofMinutes(30);
  private static final Resources LIMITS =
      new Resources(1000, 3L << 30, 64L << 30, 1, Optional.empty());

  /** Where operators may run. */
  enum Where {
    here,
    network
  }

  @Option(
      names = "--compute",
      paramLabel = "WHERE",
      defaultValue = "here",
      description = "Where heavy operators run: ${COMPLETION-CANDIDATES}; by default here.")
  private Where where = Where.here;

  @Option(
      names = "--network",
      paramLabel = "FILE|URL",
      description = "The network's file, or its scheduler; by default that of this workspace.")
  private @Nullable String network;

  @Option(
      names = "--price",
      paramLabel = "TOKENS",
      defaultValue = "0.01",
      description = "What a node is paid for a task; by default ${DEFAULT-VALUE}.")
  private BigDecimal price = new BigDecimal("0.01");

  @Option(
      names = "--budget",
      paramLabel = "TOKENS",
      defaultValue = "10",
      description = "What is in the escrow before the run begins; by default ${DEFAULT-VALUE}.")
  private BigDecimal budget = BigDecimal.TEN;

  @Option(
      names = "--allow-node",
      paramLabel = "ACCOUNT",
      description =
          "A node that may see recordings whose contributors say allowed_nodes; may be repeated.")
  private List<Address> allowed = new ArrayList<>();

  @Option(
      names = "--computation",
      paramLabel = "WHERE",
      description =
          "Whose machines may work on recordings without a manifest: ${COMPLETION-CANDIDATES};"
              + " by default what recording.yaml says, else own_machine.")
  private Consent.@Nullable Computation computation;

  /** On this computer; picocli changes it. */
  ComputeUse() {}

  /** What is agreed to for recordings that come without a manifest, if that was said. */
  Optional<Consent> consent() {
    return Optional.ofNullable(computation)
        .map(agreed -> new Consent(Consent.Publication.NONE, agreed, ""));
  }

  /** Begins to use it. */
  RunCompute open(Workspace workspace, ContributorKey key) throws IOException {
    return switch (where) {
      case here -> RunCompute.here();
      case network ->
          RunCompute.network(
              workspace,
              key,
              Optional.ofNullable(network),
              new Bid(wei(price), TIME, Policy.DEFAULT, 5, LIMITS),
              wei(budget),
              allowed);
    };
  }

  private static Wei wei(BigDecimal tokens) {
    return new Wei(tokens.movePointRight(DIGITS).toBigIntegerExact());
  }
}
