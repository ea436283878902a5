package net.neuralpro.noderunner.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import net.neuralpro.noderunner.sandbox.Sandbox;
import net.neuralpro.noderunner.sandbox.SandboxEnd;
import net.neuralpro.noderunner.sandbox.SandboxImage;
import net.neuralpro.noderunner.sandbox.SandboxLimits;
import net.neuralpro.noderunner.sandbox.SandboxProgram;
import net.neuralpro.noderunner.sandbox.SandboxRun;
import net.neuralpro.noderunner.sandbox.SandboxTask;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.MemoryBlockStore;
import net.neuralpro.schemas.derivation.Derivation;
import net.neuralpro.schemas.derivation.Outcome;
import net.neuralpro.transforms.worker.WorkerExecutor;
import net.neuralpro.transforms.worker.WorkerLimits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxWorkersTest {
  private static final WorkerLimits LIMITS =
      new WorkerLimits(
          64L << 20, 1L << 30, Duration.ofSeconds(30), Duration.ofSeconds(60), 64L << 20);

  private static final List<String> JAVA =
      List.of(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "-cp",
          System.getProperty("java.class.path"));

  @TempDir private Path folder;

  private final OpenSandbox sandbox = new OpenSandbox();
  private final MemoryBlockStore store = new MemoryBlockStore();
  private WorkerExecutor executor;
  private Cid file;

  @BeforeEach
  void start() throws IOException {
    SandboxImage image =
        new SandboxImage("sha256:" + "0".repeat(64), folder, SandboxImage.Origin.VOUCHED);
    SandboxWorkers workers =
        new SandboxWorkers(sandbox, image, JAVA, SandboxLimits.SMALL, folder.resolve("given"));
    executor = new WorkerExecutor(workers, CopyingOperators.class, store, LIMITS, 1);
    file = new ContentFiles(store).add(new byte[(1 << 20) + 3]);
  }

  @AfterEach
  void stop() throws IOException {
    executor.close();
    assertThat(sandbox.programs).noneMatch(program -> program.process().isAlive());
  }

  @Test
  void runsManyDerivationsInOneSandbox() throws Exception {
    assertThat(((Outcome.Produced) run("copy")).output("copy")).isEqualTo(file);
    run("copy");
    assertThat(sandbox.programs).hasSize(1);
  }

  @Test
  void replacesAWorkerThatWasKilled() throws Exception {
    run("copy");
    sandbox.programs.get(0).process().destroyForcibly().waitFor();
    assertThat(run("copy")).isInstanceOf(Outcome.Produced.class);
    assertThat(sandbox.programs).hasSize(2);
  }

  @Test
  void saysHowAWorkerEndedThatIsLostTwice() throws Exception {
    assertThat(run("exit").toString()).contains("WORKER-CRASHED").contains("ended with 3");
    assertThat(sandbox.programs).hasSize(2);
  }

  @Test
  void holdsAWorkerToTheLesserMemory() throws Exception {
    run("copy");
    assertThat(sandbox.tasks.get(0).limits().memory()).isEqualTo(SandboxLimits.SMALL.memory());
    assertThat(sandbox.tasks.get(0).command()).contains("-Xmx64m");
  }

  private Outcome run(String deed) throws IOException, InterruptedException {
    return executor.execute(
        new Derivation(
            "copying",
            "0".repeat(32),
            DagJson.tree(Map.of("deed", deed)),
            new TreeMap<>(Map.of("file", file))));
  }

  /** Holds nothing back. */
  private static final class OpenSandbox implements Sandbox {
    private final List<SandboxTask> tasks = new ArrayList<>();
    private final List<OpenProgram> programs = new ArrayList<>();

    @Override
    public String name() {
      return "open";
    }

    @Override
    public List<String> lacks() {
      return List.of("anything");
    }

    @Override
    public SandboxRun run(SandboxTask task, Path outputs) {
      throw new UnsupportedOperationException();
    }

    @Override
    public SandboxProgram open(SandboxTask task) throws IOException {
      OpenProgram program = new OpenProgram(new ProcessBuilder(task.command()).start());
      tasks.add(task);
      programs.add(program);
      return program;
    }
  }

  private record OpenProgram(Process process) implements SandboxProgram {
    @Override
    public OutputStream input() {
      return process.getOutputStream();
    }

    @Override
    public InputStream output() {
      return process.getInputStream();
    }

    @Override
    public InputStream errors() {
      return process.getErrorStream();
    }

    @Override
    public Optional<SandboxEnd> await(Duration time) throws InterruptedException {
      return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS)
          ? Optional.of(SandboxEnd.ofExitCode(process.exitValue()))
          : Optional.empty();
    }

    @Override
    public void close() throws IOException {
      try {
        process.destroyForcibly().waitFor();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
  }
}
