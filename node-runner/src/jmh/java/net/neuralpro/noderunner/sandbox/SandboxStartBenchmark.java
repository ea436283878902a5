package net.neuralpro.noderunner.sandbox;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A sandbox from nothing to the first word of its program; what is needed to end it is not counted.
 * The figure to read is the median of forty. Needs the image that the set-up script of the
 * end-to-end tests makes, and root.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5)
@Measurement(iterations = 40)
@Fork(1)
public class SandboxStartBenchmark {
  @Param({"runc", "docker", "bubblewrap"})
  String engine;

  private Path folder;
  private Sandbox sandbox;
  private Closeable service;
  private SandboxTask task;
  private SandboxProgram program;

  /** Opens the engine, and has it take the image. */
  @Setup
  public void open() throws Exception {
    folder = Files.createTempDirectory("neural-start-");
    Path given = Files.createDirectories(folder.resolve("given"));
    Files.createDirectories(given.resolve("inputs"));
    Files.createDirectories(given.resolve("outputs"));
    service = () -> {};
    switch (engine) {
      case "runc" -> sandbox = RuncSandbox.open(folder.resolve("state"));
      case "bubblewrap" -> sandbox = ProcessSandbox.open(folder.resolve("state"));
      default -> {
        ContainerEngine docker = ContainerEngine.docker();
        ContainerSandbox opened =
            ContainerSandbox.open(
                Files.createDirectories(folder.resolve("state")), docker.socket());
        sandbox = opened;
        service =
            () -> {
              opened.close();
              docker.close();
            };
      }
    }
    task =
        new SandboxTask(
            ProbeImage.image(),
            List.of("/probe", "print", "0"),
            new TreeMap<>(),
            given,
            SandboxLimits.SMALL);
  }

  /** Starts a program, and hears from it. */
  @Benchmark
  public int start() throws IOException, InterruptedException {
    program = sandbox.open(task);
    int first = program.output().read();
    if (first < 0) {
      throw new IOException("The program said nothing: " + engine);
    }
    return first;
  }

  /** Ends the program. */
  @TearDown(Level.Invocation)
  public void end() throws IOException {
    program.close();
  }

  /** Lets go of the engine. */
  @TearDown
  public void close() throws Exception {
    service.close();
    Commands.run(List.of("rm", "-rf", folder.toString()));
  }
}
