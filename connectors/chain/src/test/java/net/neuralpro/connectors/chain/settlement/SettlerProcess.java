package net.neuralpro.connectors.chain.settlement;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.neuralpro.connectors.chain.network.Chain;

/** A program that settles tasks until all are settled; tests start and end it. */
final class SettlerProcess {
  private SettlerProcess() {}

  /**
   * Settles.
   *
   * @param arguments the workspace, how many tasks, their deadline
   */
  public static void main(String[] arguments) throws Exception {
    Path home = Path.of(arguments[0]);
    int tasks = Integer.parseInt(arguments[1]);
    long deadline = Long.parseLong(arguments[2]);
    try (Chain chain = Market.open(home, Market.POSTER);
        Settler settler =
            Market.settler(
                chain,
                new FolderBlocks(home.resolve("blocks")),
                home.resolve("settler.db"),
                step -> {})) {
      for (int nonce = 0; nonce < tasks; nonce++) {
        settler.add(Market.work(chain, nonce, deadline));
      }
      while (settler.count(WorkState.SETTLED) < tasks) {
        System.out.println(settler.step());
        Thread.sleep(100);
      }
    }
  }

  /** Starts it. */
  static Process start(Path home, int tasks, long deadline) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                SettlerProcess.class.getName(),
                home.toString(),
                String.valueOf(tasks),
                String.valueOf(deadline)));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(home.resolve("settler.log").toFile()))
        .start();
  }
}
