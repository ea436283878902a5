package net.neuralpro.noderunner.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The engine for computers without root or an engine of containers: each task is a process in
 * namespaces of its own, made by bubblewrap. What the task uses is bounded by a control group if we
 * are root, and as far as limits on single processes go otherwise; {@link #lacks} says what that
 * leaves open. Tasks end together with this program.
 */
public final class ProcessSandbox extends Engine {
  private static final String BUBBLEWRAP = "bubblewrap";
  private static final int NOBODY = 65_534;
  private static final long PATIENCE_SECONDS = 5;
  private static final String TOLD = "told.json";

  /** A task ends with the thread that started it, so that one must last as long as we do. */
  private static final ExecutorService STARTER =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "bubblewrap");
            thread.setDaemon(true);
            return thread;
          });

  /** Whether control groups bound what a task uses. */
  enum Groups {
    /** They do. */
    BOUND,
    /** They cannot be made by us. */
    MISSING
  }

  private final Path filter;
  private final Groups groups;

  private ProcessSandbox(Path folder, Groups groups) throws IOException {
    super(folder);
    this.groups = groups;
    filter = folder.toAbsolutePath().resolve("seccomp.bpf");
    Files.write(
        filter, SystemCallFilter.compile(OciBundle.seccomp(), System.getProperty("os.arch")));
  }

  /**
   * Opens the engine.
   *
   * @param folder its own: no other program uses it at the same time
   * @throws SandboxException SANDBOX-ENGINE if bubblewrap is missing or cannot be used
   */
  public static ProcessSandbox open(Path folder) throws IOException, InterruptedException {
    boolean bound = Commands.isRoot() && ControlGroup.canBeMade();
    return open(folder, bound ? Groups.BOUND : Groups.MISSING);
  }

  static ProcessSandbox open(Path folder, Groups groups) throws IOException, InterruptedException {
    Commands.require("bwrap", BUBBLEWRAP);
    Commands.run(BubbleCommand.trial());
    ProcessSandbox sandbox = new ProcessSandbox(folder, groups);
    sandbox.sweep();
    return sandbox;
  }

  @Override
  public String name() {
    return BUBBLEWRAP;
  }

  @Override
  public List<String> lacks() {
    List<String> lacks = new ArrayList<>(TaskFolder.lacks());
    if (groups == Groups.MISSING) {
      lacks.add("how much memory the processes of a task have together");
      lacks.add("its share of the processors");
      lacks.add("how many processes it has apart from others of the same user");
    }
    return List.copyOf(lacks);
  }

  @Override
  SandboxProgram start(String id, SandboxTask task, TaskFolder folder)
      throws IOException, InterruptedException {
    ControlGroup group = new ControlGroup("/" + id);
    List<Path> entrances = List.of();
    List<String> limits = ProcessLimits.always();
    if (groups == Groups.BOUND) {
      group.make(task.limits());
      entrances = group.entrances();
    } else {
      limits = ProcessLimits.inPlaceOfAGroup(task.limits(), user());
    }
    Path told = folder.path().resolve(TOLD);
    ProcessBuilder builder =
        new ProcessBuilder(BubbleCommand.of(task, folder, limits, entrances, filter, told));
    try {
      Process process = STARTER.submit(builder::start).get();
      return new LocalProgram(process, group, () -> end(id, process, told));
    } catch (ExecutionException e) {
      end(id);
      throw new SandboxException("SANDBOX-ENGINE", "Cannot start a shell: " + e.getCause());
    } catch (InterruptedException e) {
      end(id);
      throw e;
    }
  }

  private static int user() throws IOException {
    return Commands.isRoot()
        ? NOBODY
        : (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
  }

  private void end(String id, Process process, Path told) throws IOException, InterruptedException {
    end(id);
    LocalProgram.kill(process);
    awaitAll(told);
  }

  /** Waits for the first process of the task, which the kernel ends with and after all others. */
  private static void awaitAll(Path told) throws IOException, InterruptedException {
    if (!Files.exists(told)) {
      return;
    }
    JsonNode child = new ObjectMapper().readTree(told.toFile()).path("child-pid");
    try {
      ProcessHandle.of(child.asLong())
          .ifPresent(
              handle -> handle.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join());
    } catch (RuntimeException e) {
      throw new SandboxException("SANDBOX-ENGINE", "Cannot end process " + child + ": " + e);
    }
  }

  @Override
  void end(String id) throws IOException, InterruptedException {
    if (groups == Groups.BOUND) {
      new ControlGroup("/" + id).remove();
    }
  }
}
