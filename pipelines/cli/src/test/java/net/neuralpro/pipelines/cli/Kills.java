package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Ends runs at random moments, as {@code kill -9} does; where a test does not say how often, twice,
 * or as often as the system property {@code neural.kills} says.
 */
final class Kills {
  private static final long SEED = 9;

  private final Random random = new Random(SEED);
  private final long latest;
  private int left;

  /**
   * Kills of runs that take so long if they are let be. Each comes within half of that: a run that
   * goes on from where another was killed is the shorter.
   */
  Kills(long milliseconds) {
    this(Integer.getInteger("neural.kills", 2), milliseconds / 2);
  }

  private Kills(int count, long latest) {
    left = count;
    this.latest = latest;
  }

  /** So many kills, each at any moment of a run that takes so long. */
  static Kills of(int count, long milliseconds) {
    return new Kills(count, milliseconds);
  }

  boolean areOver() {
    return left == 0;
  }

  /** Kills a run at a random moment; gives how it ended if it had ended before. */
  Optional<NeuralProcess.Ended> strike(NeuralProcess.Running running)
      throws IOException, InterruptedException {
    long moment = random.nextLong(1, latest);
    if (running.process().waitFor(moment, TimeUnit.MILLISECONDS)) {
      return Optional.of(running.await());
    }
    running.kill();
    left--;
    System.out.printf("Seed %d: killed a run after %d ms%n", SEED, moment);
    return Optional.empty();
  }
}
