package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import net.neuralpro.noderunner.agent.EngineKind;
import net.neuralpro.noderunner.agent.Equipment;
import net.neuralpro.noderunner.protocol.Resources;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What holds a node's tasks, and what they may use. */
final class EngineUse {
  private static final long GIBIBYTE = 1L << 30;
  private static final int ONE_PROCESSOR = 1000;

  @Option(
      names = "--places",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many tasks run at once, 1 to 64; by default ${DEFAULT-VALUE}.")
  private int places;

  @Option(
      names = "--memory",
      paramLabel = "GIBIBYTES",
      defaultValue = "4",
      description = "What each task may use; by default ${DEFAULT-VALUE}.")
  private long memory;

  @Option(
      names = "--disk",
      paramLabel = "GIBIBYTES",
      defaultValue = "64",
      description = "What each task may use; by default ${DEFAULT-VALUE}.")
  private long disk;

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      description =
          "What holds the tasks: runc, docker, podman, bubblewrap or process; by default the first"
              + " of these that this computer has.")
  private @Nullable String engine;

  @Option(
      names = "--engine-socket",
      paramLabel = "URI",
      description = "Where Docker or Podman listens, if not at its usual place.")
  private @Nullable URI socket;

  EngineUse() {}

  int places() {
    return places;
  }

  /** What each task may use. */
  Resources each() {
    return new Resources(
        ONE_PROCESSOR, memory * GIBIBYTE, disk * GIBIBYTE, GIBIBYTE, Optional.empty());
  }

  /**
   * What tasks are run with.
   *
   * @param sandbox a folder of the engine's own
   */
  Equipment equipment(Path sandbox) throws IOException, InterruptedException {
    return Equipment.of(
        engine == null ? Optional.empty() : Optional.of(EngineKind.of(engine)),
        Optional.ofNullable(socket),
        new Equipment.Places(Home.workspace().home().resolve("images"), sandbox),
        each(),
        places);
  }
}
