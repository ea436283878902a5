package net.neuralpro.noderunner.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The engine without a daemon: each task is a bundle that runc starts. Needs root. Tasks that were
 * running when this program was ended are ended and swept away when it is opened again.
 */
public final class RuncSandbox implements Sandbox {
  private static final String RUNC = "runc";
  private static final int SIGNAL_BASE = 128;
  private static final int MOST_SIGNALS = 64;

  private final Path bundles;
  private final Path state;

  private RuncSandbox(Path folder) {
    bundles = folder.resolve("bundles");
    state = folder.resolve("state");
  }

  /**
   * Opens the engine.
   *
   * @param folder its own: no other program uses it at the same time
   * @throws SandboxException SANDBOX-ENGINE if runc is missing or cannot be used
   */
  public static RuncSandbox open(Path folder) throws IOException, InterruptedException {
    RuncSandbox sandbox = new RuncSandbox(folder.toAbsolutePath());
    Files.createDirectories(sandbox.bundles);
    Files.createDirectories(sandbox.state);
    try {
      Commands.run(List.of(RUNC, "--version"));
    } catch (SandboxException e) {
      throw e;
    } catch (IOException e) {
      throw new SandboxException(
          "SANDBOX-ENGINE", "Cannot find runc; perhaps install it: apt-get install runc");
    }
    sandbox.sweep();
    return sandbox;
  }

  @Override
  public String name() {
    return RUNC;
  }

  @Override
  public List<String> lacks() {
    return List.of();
  }

  private void sweep() throws IOException, InterruptedException {
    List<Path> left;
    try (Stream<Path> bundlesLeft = Files.list(bundles)) {
      left = bundlesLeft.toList();
    }
    for (Path bundle : left) {
      delete(String.valueOf(bundle.getFileName()));
      TaskFolder.sweep(bundle);
    }
  }

  @Override
  public SandboxRun run(SandboxTask task, Path outputs) throws IOException, InterruptedException {
    String id = "neural-" + UUID.randomUUID();
    ControlGroup group = new ControlGroup("/" + id);
    try (TaskFolder folder = TaskFolder.make(bundles.resolve(id), task.limits())) {
      OciBundle.write(folder, task, group.name());
      SandboxRun run;
      try {
        run = run(id, folder, task.limits(), group);
      } finally {
        delete(id);
      }
      if (run.end().succeeded()) {
        TaskOutputs.take(folder.outputs(), outputs, task.limits());
      }
      return run;
    }
  }

  private SandboxRun run(String id, TaskFolder folder, SandboxLimits limits, ControlGroup group)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(runc("run", "--keep", "--bundle", folder.path().toString(), id))
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    BoundedLog log = BoundedLog.of(process.getInputStream());
    boolean ended;
    try {
      ended = process.waitFor(limits.time().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      kill(id, process);
      throw e;
    }
    if (!ended) {
      kill(id, process);
      return new SandboxRun(new SandboxEnd.TimedOut(), log.text());
    }
    SandboxEnd end =
        group.ranOutOfMemory() ? new SandboxEnd.OutOfMemory() : ofExit(process.exitValue());
    return new SandboxRun(end, log.text());
  }

  private static SandboxEnd ofExit(int code) {
    return code > SIGNAL_BASE && code <= SIGNAL_BASE + MOST_SIGNALS
        ? new SandboxEnd.Signalled(code - SIGNAL_BASE)
        : new SandboxEnd.Exited(code);
  }

  private void kill(String id, Process process) throws IOException, InterruptedException {
    delete(id);
    process.destroyForcibly().waitFor();
  }

  /** Ends all processes of a task and forgets it; one that is not there is forgotten. */
  private void delete(String id) throws IOException, InterruptedException {
    Commands.run(runc("delete", "--force", id));
  }

  private List<String> runc(String... arguments) {
    List<String> command = new ArrayList<>(List.of(RUNC, "--root", state.toString()));
    command.addAll(List.of(arguments));
    return command;
  }
}
