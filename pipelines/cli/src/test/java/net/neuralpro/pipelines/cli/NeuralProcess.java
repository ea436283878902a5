package net.neuralpro.pipelines.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * The program in processes of its own, as a person starts it.
 *
 * @param home the workspace
 * @param wrapper what the program is started by, if not directly
 * @param chained whether it uses the workspace's chain
 */
record NeuralProcess(Path home, List<String> wrapper, boolean chained) {
  private static final ObjectMapper JSON = new ObjectMapper();

  NeuralProcess {
    wrapper = List.copyOf(wrapper);
  }

  /** The program over this workspace. */
  NeuralProcess(Path home) {
    this(home, List.of());
  }

  /** The program, started by another. */
  NeuralProcess(Path home, List<String> wrapper) {
    this(home, wrapper, false);
  }

  /** The program with the workspace's own chain. */
  static NeuralProcess onChain(Path home) {
    return new NeuralProcess(home, List.of(), true);
  }

  /**
   * A process that has ended.
   *
   * @param exit its exit code
   * @param out what it printed
   * @param err what it said of errors
   */
  record Ended(int exit, String out, String err) {
    JsonNode json() throws IOException {
      return JSON.readTree(out);
    }

    @Override
    public String toString() {
      return "exit code " + exit + "\n" + out + "\n" + err;
    }
  }

  /** A process that may still run. */
  record Running(Process process, Path out, Path err) {
    /** Ends the process at once, as {@code kill -9} does. */
    void kill() throws InterruptedException {
      process.destroyForcibly().waitFor();
    }

    /** Sends the process a signal, by its name without SIG. */
    void signal(String name) throws IOException, InterruptedException {
      String pid = Long.toString(process.pid());
      if (new ProcessBuilder("kill", "-" + name, pid).inheritIO().start().waitFor() != 0) {
        throw new IOException("Cannot send SIG" + name + " to process " + pid);
      }
    }

    /** Where it serves, once it tells so in JSON. */
    String address() throws IOException {
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> Files.readString(out).strip().endsWith("}") || !process.isAlive());
      return JSON.readTree(out.toFile()).get("address").textValue();
    }

    Ended await() throws IOException, InterruptedException {
      int exit = process.waitFor();
      Ended ended = new Ended(exit, Files.readString(out), Files.readString(err));
      Files.delete(out);
      Files.delete(err);
      return ended;
    }
  }

  /** The class path of this test, which holds the program. */
  static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  Ended run(Object... arguments) throws IOException, InterruptedException {
    return start(arguments).await();
  }

  Running start(Object... arguments) throws IOException {
    List<String> command = new ArrayList<>(wrapper);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--add-opens=java.base/java.nio=ALL-UNNAMED");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-cp");
    command.add(classPath());
    command.add(Neural.class.getName());
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    Path out = Files.createTempFile("neural", ".out");
    Path err = Files.createTempFile("neural", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().put("NEURAL_HOME", home.toString());
    builder.environment().remove("NEURAL_TRACE");
    builder.environment().put("NEURAL_NO_CHAIN", Boolean.toString(!chained));
    return new Running(builder.start(), out, err);
  }
}
