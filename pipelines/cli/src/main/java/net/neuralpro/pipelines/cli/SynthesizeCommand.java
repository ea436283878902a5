package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import net.neuralpro.transforms.synthesize.Fault;
import net.neuralpro.transforms.synthesize.SynthesisPlan;
import net.neuralpro.transforms.synthesize.Synthesizer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code neural synthesize}: recordings whose truth is known. */
@Command(
    name = "synthesize",
    mixinStandardHelpOptions = true,
    description = "Makes recordings of a rendered world, and writes the truth beside them.",
    footer = {
      "",
      "Examples:",
      "  neural synthesize --output recordings --recordings 3",
      "  neural synthesize --output recordings --seed 7 --fault cut --fault gap",
      "",
      "Equal options make equal bytes. The truth is in the folder's folder truth."
    })
final class SynthesizeCommand implements Callable<Integer> {
  @Mixin private Terminal terminal;

  @Spec private CommandSpec spec;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FOLDER",
      description = "Where the recordings are written.")
  private Path output;

  @Option(names = "--seed", paramLabel = "N", description = "Decides all else; by default 1.")
  private long seed = 1;

  @Option(
      names = "--recordings",
      paramLabel = "N",
      description = "Recordings without fault; by default 1.")
  private int recordings = 1;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "Length of each, 4 to 600; by default 10.")
  private int seconds = 10;

  @Option(
      names = "--width",
      paramLabel = "PX",
      description = "Width of the pictures; by default 640.")
  private int width = 640;

  @Option(
      names = "--height",
      paramLabel = "PX",
      description = "Height of the pictures; by default 360.")
  private int height = 360;

  @Option(names = "--rate", paramLabel = "HZ", description = "Frames per second; by default 20.")
  private int rate = 20;

  @Option(
      names = "--fault",
      paramLabel = "FAULT",
      description = "Plant one more recording with this fault: ${COMPLETION-CANDIDATES}.")
  private List<Fault> faults = new ArrayList<>();

  SynthesizeCommand() {}

  @Override
  public Integer call() throws IOException {
    int total = recordings + faults.size();
    if (total == 0) {
      throw new ParameterException(
          spec.commandLine(), "Cannot synthesize nothing: give --recordings or --fault");
    }
    SynthesisPlan plan;
    try {
      plan = new SynthesisPlan(seed, recordings, seconds, width, height, rate, faults);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
    List<String> names = new ArrayList<>();
    try (Terminal.Progress progress = terminal.progress("Synthesizing", total, "", 1)) {
      Synthesizer.write(
          plan,
          output,
          name -> {
            synchronized (names) {
              names.add(name);
            }
            progress.step(1);
          });
    }
    names.sort(null);
    terminal.json(names);
    names.forEach(name -> terminal.print(output.resolve(name).toString()));
    return Exit.OK;
  }
}
