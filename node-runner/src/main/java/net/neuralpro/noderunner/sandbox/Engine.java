package net.neuralpro.noderunner.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;
import java.util.stream.Stream;

/** What all engines have in common: a task's folder, its time, and what may be taken of it. */
abstract class Engine implements Sandbox {
  private static final String PREFIX = "neural-";

  private final Path tasks;

  /**
   * @param folder its own: no other program uses it at the same time
   */
  Engine(Path folder) throws IOException {
    tasks = folder.toAbsolutePath().resolve("tasks");
    Files.createDirectories(tasks);
  }

  /** Starts a task in its folder. */
  abstract SandboxProgram start(String id, SandboxTask task, TaskFolder folder)
      throws IOException, InterruptedException;

  /** Ends what is left of a task that was running when this program was ended. */
  abstract void end(String id) throws IOException, InterruptedException;

  /** Ends and sweeps away all tasks that were running when this program was ended. */
  final void sweep() throws IOException, InterruptedException {
    List<Path> left;
    try (Stream<Path> folders = Files.list(tasks)) {
      left = folders.toList();
    }
    for (Path folder : left) {
      end(String.valueOf(folder.getFileName()));
      TaskFolder.sweep(folder);
    }
  }

  @Override
  public final SandboxRun run(SandboxTask task, Path outputs)
      throws IOException, InterruptedException {
    requireTrust(task.image());
    String id = PREFIX + UUID.randomUUID();
    try (TaskFolder folder = TaskFolder.make(tasks.resolve(id), task.limits())) {
      BoundedLog log = new BoundedLog();
      SandboxEnd end;
      try (SandboxProgram program = start(id, task, folder)) {
        log.keep(program.output());
        log.keep(program.errors());
        Duration time = task.limits().time();
        end = program.await(time).orElseGet(SandboxEnd.TimedOut::new);
      }
      SortedMap<String, String> taken =
          end.succeeded()
              ? TaskOutputs.take(folder.outputs(), outputs, task.limits())
              : Collections.emptySortedMap();
      return new SandboxRun(end, log.text(), taken);
    }
  }

  @Override
  public final SandboxProgram open(SandboxTask task) throws IOException, InterruptedException {
    requireTrust(task.image());
    String id = PREFIX + UUID.randomUUID();
    TaskFolder folder = TaskFolder.make(tasks.resolve(id), task.limits());
    try {
      return new TimedProgram(start(id, task, folder), folder, task.limits().time());
    } catch (IOException | InterruptedException e) {
      folder.close();
      throw e;
    }
  }

  private void requireTrust(SandboxImage image) throws SandboxException {
    if (image.origin() == SandboxImage.Origin.STRANGER && !lacks().isEmpty()) {
      throw new SandboxException(
          "SANDBOX-TRUST",
          "Cannot run %s, for which nobody vouches: %s cannot enforce %s"
              .formatted(image.digest(), name(), String.join(", ", lacks())));
    }
  }
}
