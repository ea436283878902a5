package net.neuralpro.connectors.storage.arweave;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How Arweave is spoken to.
 *
 * @param nodes nodes or gateways, the first one first; where one fails the next is asked
 * @param parallelism how many chunks are sent at once, 1 to 32
 * @param firstDelay how long to wait before a request is made again; doubled each time
 * @param readBackEvery how often to look whether what was put can be read
 * @param readBackWithin how long to look; a block of the network takes about two minutes
 */
public record ArweaveSettings(
    List<URI> nodes,
    int parallelism,
    Duration firstDelay,
    Duration readBackEvery,
    Duration readBackWithin) {
  private static final int MAX_PARALLELISM = 32;

  public ArweaveSettings {
    nodes = List.copyOf(nodes);
    if (nodes.isEmpty()) {
      throw new IllegalArgumentException("Cannot use Arweave without a node");
    }
    for (URI node : nodes) {
      requireNode(node);
    }
    if (parallelism < 1 || parallelism > MAX_PARALLELISM) {
      throw new IllegalArgumentException(
          "Cannot send " + parallelism + " chunks at once: 1 to " + MAX_PARALLELISM);
    }
    if (!isPositive(firstDelay) || !isPositive(readBackEvery) || readBackWithin.isNegative()) {
      throw new IllegalArgumentException("Cannot wait for no time at all");
    }
  }

  private static void requireNode(URI node) {
    String scheme = Optional.ofNullable(node.getScheme()).orElse("");
    if (!(scheme.equals("http") || scheme.equals("https"))
        || node.getHost() == null
        || node.getUserInfo() != null
        || node.getQuery() != null
        || node.getFragment() != null) {
      throw new IllegalArgumentException(
          "Cannot use node " + node + ": an address such as http://127.0.0.1:1984 is needed");
    }
  }

  private static boolean isPositive(Duration duration) {
    return !duration.isNegative() && !duration.isZero();
  }

  /** The usual settings for these nodes. */
  public static ArweaveSettings of(List<URI> nodes) {
    return new ArweaveSettings(
        nodes, 4, Duration.ofMillis(250), Duration.ofSeconds(15), Duration.ofMinutes(30));
  }
}
