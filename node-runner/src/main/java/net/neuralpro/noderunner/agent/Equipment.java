package net.neuralpro.noderunner.agent;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import net.neuralpro.noderunner.image.OperatorImage;
import net.neuralpro.noderunner.protocol.Resources;
import net.neuralpro.noderunner.sandbox.ContainerSandbox;
import net.neuralpro.noderunner.sandbox.ProcessSandbox;
import net.neuralpro.noderunner.sandbox.RuncSandbox;
import net.neuralpro.noderunner.sandbox.Sandbox;
import net.neuralpro.noderunner.sandbox.SandboxException;
import net.neuralpro.noderunner.sandbox.SandboxLimits;
import net.neuralpro.noderunner.worker.SandboxWorkers;
import net.neuralpro.schemas.content.Sha256;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.transforms.operators.Operator;
import net.neuralpro.transforms.operators.OperatorCatalogue;
import net.neuralpro.transforms.operators.ShippedOperators;
import net.neuralpro.transforms.operators.Trust;
import net.neuralpro.transforms.worker.LocalWorkers;
import net.neuralpro.transforms.worker.WorkerHost;
import net.neuralpro.transforms.worker.WorkerInstallation;
import net.neuralpro.transforms.worker.WorkerLimits;

/**
 * What a node runs its tasks with.
 *
 * @param kind what holds them
 * @param image SHA-256 of the operators' image; of their versions where they run without one
 * @param operators versions of the operators that it runs, by name
 * @param maker makes the requesters' engines
 * @param sandbox what is let go of when the node ends
 */
public record Equipment(
    EngineKind kind,
    Digest image,
    SortedMap<String, String> operators,
    Engine.Maker maker,
    Closeable sandbox)
    implements Closeable {
  private static final URI DOCKER = URI.create("unix:///var/run/docker.sock");
  private static final URI PODMAN = URI.create("unix:///run/podman/podman.sock");
  private static final int PROCESSES = 256;
  private static final int FILES = 1024;
  private static final long MEBIBYTE = 1L << 20;

  /** A worker that lives longer is replaced by a fresh one. */
  private static final Duration LIFE = Duration.ofDays(1);

  /** Where a node keeps what its engine needs. */
  public record Places(Path images, Path sandbox) {}

  /**
   * The equipment of a kind, or the tightest that this computer has.
   *
   * @param asked the kind; empty for whatever can be had
   * @param socket where a container engine listens; empty for its usual place
   * @param each what each task may use
   * @param count how many tasks run at once
   * @throws SandboxException NODE-ENGINE if that kind cannot be had
   */
  public static Equipment of(
      Optional<EngineKind> asked, Optional<URI> socket, Places places, Resources each, int count)
      throws IOException, InterruptedException {
    List<EngineKind> kinds = asked.map(List::of).orElseGet(() -> List.of(EngineKind.values()));
    List<String> faults = new ArrayList<>();
    for (EngineKind kind : kinds) {
      try {
        return kind == EngineKind.PROCESS
            ? inProcesses(count)
            : inSandbox(kind, socket, places, each, count);
      } catch (SandboxException e) {
        faults.add(e.getMessage());
      }
    }
    throw new SandboxException("NODE-ENGINE", String.join("; ", faults));
  }

  private static Sandbox open(EngineKind kind, Optional<URI> socket, Path folder)
      throws IOException, InterruptedException {
    Sandbox opened =
        switch (kind) {
          case RUNC -> RuncSandbox.open(folder);
          case DOCKER -> ContainerSandbox.open(folder, socket.orElse(DOCKER));
          case PODMAN -> ContainerSandbox.open(folder, socket.orElse(PODMAN));
          case BUBBLEWRAP -> ProcessSandbox.open(folder);
          case PROCESS -> throw new IllegalArgumentException("A process needs no sandbox");
        };
    if (!opened.name().equals(kind.word())) {
      close(opened);
      throw new SandboxException(
          "NODE-ENGINE",
          "Cannot use %s: %s answers there; perhaps choose it by --engine %s"
              .formatted(kind.word(), opened.name(), opened.name()));
    }
    return opened;
  }

  private static Equipment inSandbox(
      EngineKind kind, Optional<URI> socket, Places places, Resources each, int count)
      throws IOException, InterruptedException {
    OperatorImage image = OperatorImage.in(places.images());
    SandboxLimits limits =
        new SandboxLimits(
            each.memory(),
            PROCESSES,
            each.processors(),
            Math.min(each.disk(), WorkerLimits.STANDARD.memory()),
            MEBIBYTE,
            FILES,
            LIFE);
    Sandbox sandbox = open(kind, socket, places.sandbox());
    WorkerHost workers =
        new SandboxWorkers(
            sandbox, image.image(), image.java(), limits, places.sandbox().resolve("given"));
    return new Equipment(
        kind,
        Digest.of(HexFormat.of().parseHex(image.image().digest().substring("sha256:".length()))),
        shipped(),
        (requester, store) -> new WorkerEngine(workers, store, count),
        () -> close(sandbox));
  }

  private static void close(Sandbox sandbox) throws IOException {
    if (sandbox instanceof Closeable closeable) {
      closeable.close();
    }
  }

  /** Without an image a receipt names the code: the digest of all versions. */
  private static Equipment inProcesses(int count) {
    SortedMap<String, String> operators = shipped();
    return new Equipment(
        EngineKind.PROCESS,
        Digest.of(Sha256.of(operators.toString().getBytes(StandardCharsets.UTF_8))),
        operators,
        (requester, store) ->
            new WorkerEngine(new LocalWorkers(WorkerInstallation.ofThisProcess()), store, count),
        () -> {});
  }

  /** The operators that hand foreign bytes to native code: those are worth sending elsewhere. */
  private static SortedMap<String, String> shipped() {
    OperatorCatalogue catalogue = new ShippedOperators().catalogue();
    SortedMap<String, String> operators = new TreeMap<>();
    for (Operator<?> operator : catalogue.operators()) {
      if (operator.trust() == Trust.FOREIGN) {
        operators.put(operator.name(), catalogue.version(operator.name()));
      }
    }
    return operators;
  }

  /** The same with other engines, made of these. */
  public Equipment with(UnaryOperator<Engine.Maker> change) {
    return new Equipment(kind, image, operators, change.apply(maker), sandbox);
  }

  @Override
  public void close() throws IOException {
    sandbox.close();
  }
}
