package net.neuralpro.noderunner.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.noderunner.sandbox.Sandbox;
import net.neuralpro.noderunner.sandbox.SandboxImage;
import net.neuralpro.noderunner.sandbox.SandboxLimits;
import net.neuralpro.noderunner.sandbox.SandboxTask;
import net.neuralpro.transforms.operators.OperatorProvider;
import net.neuralpro.transforms.worker.WorkerHost;
import net.neuralpro.transforms.worker.WorkerLimits;
import net.neuralpro.transforms.worker.WorkerMain;

/**
 * Workers in a sandbox: each is a program of an image that holds a Java runtime and the operators,
 * and finds no task folder but an empty one, since its parent serves it all blocks.
 */
public final class SandboxWorkers implements WorkerHost {
  private static final SortedMap<String, String> ENVIRONMENT =
      new TreeMap<>(Map.of("LC_ALL", "C.UTF-8"));

  private final Sandbox sandbox;
  private final SandboxImage image;
  private final List<String> java;
  private final SandboxLimits limits;
  private final Path given;

  /**
   * Workers of an image.
   *
   * @param java the image's Java program, absolute, with its options and class path
   * @param limits what each worker may use, in all its life; its memory is the lesser of this and
   *     what is asked for at its start
   * @param given a folder of its own, made if it is missing: what workers find at {@code /task}
   */
  public SandboxWorkers(
      Sandbox sandbox, SandboxImage image, List<String> java, SandboxLimits limits, Path given)
      throws IOException {
    this.sandbox = sandbox;
    this.image = image;
    this.java = List.copyOf(java);
    this.limits = limits;
    this.given = given;
    Files.createDirectories(given.resolve("inputs"));
    Files.createDirectories(given.resolve("outputs"));
  }

  @Override
  public Worker start(Class<? extends OperatorProvider> operators, WorkerLimits asked)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(java.get(0));
    command.add("-Xmx" + (asked.heap() >> 20) + "m");
    command.addAll(java.subList(1, java.size()));
    command.add(WorkerMain.class.getName());
    command.add(operators.getName());
    SandboxLimits held =
        new SandboxLimits(
            Math.min(limits.memory(), asked.memory()),
            limits.processes(),
            limits.processors(),
            limits.scratch(),
            limits.output(),
            limits.outputFiles(),
            limits.time());
    return new SandboxWorker(
        sandbox.open(new SandboxTask(image, command, ENVIRONMENT, given, held)));
  }
}
