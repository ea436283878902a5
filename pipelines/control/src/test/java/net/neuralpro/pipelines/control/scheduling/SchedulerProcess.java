package net.neuralpro.pipelines.control.scheduling;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A scheduler in a process of its own, which goes on until somebody ends it. */
final class SchedulerProcess {
  static final List<String> NODES = List.of("node 0", "node 1", "node 2");

  private SchedulerProcess() {}

  /** Starts one that serves at a port. */
  static Process start(Path home, int port) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            SchedulerProcess.class.getName(),
            home.toString(),
            Integer.toString(port))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(home.resolve("scheduler.log").toFile()))
        .start();
  }

  public static void main(String[] arguments) throws Exception {
    SchedulerTrial trial =
        new SchedulerTrial(
            Path.of(arguments[0]), Clock.systemUTC(), Integer.parseInt(arguments[1]));
    NODES.forEach(trial::node);
    while (true) {
      trial.market.newest.set(Clock.systemUTC().millis() / 100);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }
}
