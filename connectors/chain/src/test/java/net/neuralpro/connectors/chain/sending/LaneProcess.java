package net.neuralpro.connectors.chain.sending;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.connectors.chain.rpc.Endpoints;
import net.neuralpro.connectors.chain.rpc.Finality;

/** A program that calls a contract, once for each name; tests start and end it. */
final class LaneProcess {
  static final ContributorKey KEY = ContributorKey.ofSeed(5, "sender");
  static final Lane.Pace PACE = new Lane.Pace(Duration.ofMillis(50), 3, Duration.ofSeconds(90));

  private LaneProcess() {}

  /**
   * Calls a contract.
   *
   * @param arguments chain, node, outbox, contract, names
   */
  public static void main(String[] arguments) throws IOException {
    Endpoints nodes =
        new Endpoints(List.of(URI.create(arguments[1])), Long.parseLong(arguments[0]));
    try (Lane lane =
        Lane.open(nodes, Finality.AT_ONCE, new KeySigner(KEY), Path.of(arguments[2]), PACE)) {
      for (String name : Arrays.asList(arguments).subList(4, arguments.length)) {
        Lane.Included included = lane.send(name, Optional.of(arguments[3]), "0x");
        System.out.println(included);
      }
    }
  }

  /** Starts it. */
  static Process start(Path log, long chain, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                LaneProcess.class.getName()));
    command.add(String.valueOf(chain));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }
}
