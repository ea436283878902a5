package net.neuralpro.pipelines.control.simulation;

import java.util.List;
import net.neuralpro.pipelines.control.verification.Policy;
import net.neuralpro.pipelines.control.verification.Rate;

/**
 * What is gone through.
 *
 * @param shares of the stake in one hand, in hundredths, 1 to 50
 * @param floors of the checking rate, per million
 * @param canaries their rates, per million
 * @param multiples of the price that penalties are at least
 * @param attempts that are played of each strategy at each share
 */
public record Grid(
    List<Integer> shares,
    List<Integer> floors,
    List<Integer> canaries,
    List<Integer> multiples,
    int attempts) {
  /** Whose table is docs/reference/cost-to-cheat.md. */
  public static final Grid DEFAULT =
      new Grid(
          List.of(1, 5, 10, 20, 30, 40, 50),
          List.of(10_000, 20_000, 50_000, 100_000),
          List.of(0, 10_000),
          List.of(10, 50, 100, 200),
          8_000);

  private static final int MOST = 16;

  public Grid {
    shares = List.copyOf(shares);
    floors = List.copyOf(floors);
    canaries = List.copyOf(canaries);
    multiples = List.copyOf(multiples);
    for (List<Integer> axis : List.of(shares, floors, canaries, multiples)) {
      if (axis.isEmpty() || axis.size() > MOST) {
        throw new IllegalArgumentException(
            "Cannot go through %d values: 1 to %d are needed".formatted(axis.size(), MOST));
      }
    }
    if (shares.stream().anyMatch(share -> share < 1 || share > 50)) {
      throw new IllegalArgumentException("Cannot give less than 1 % or more than 50 % to one hand");
    }
    if (attempts < 1 || attempts > 1_000_000) {
      throw new IllegalArgumentException("Cannot play %d attempts".formatted(attempts));
    }
    if (floors.stream().anyMatch(floor -> floor < 1 || floor > Rate.MILLION)
        || canaries.stream().anyMatch(rate -> rate < 0 || rate > Rate.MILLION)
        || multiples.stream().anyMatch(multiple -> multiple < 1 || multiple > 1000)) {
      throw new IllegalArgumentException(
          "Cannot go through such rates: they are per million, and multiples are 1 to 1000");
    }
  }

  /** The policies: the default one with other floors, canaries and multiples. */
  List<Policy.SpotChecked> policies() {
    Policy.SpotChecked usual = usual();
    return floors.stream()
        .flatMap(
            floor ->
                canaries.stream()
                    .flatMap(
                        canary ->
                            multiples.stream()
                                .map(
                                    multiple ->
                                        new Policy.SpotChecked(
                                            new Rate(Math.max(floor, usual.first().perMillion())),
                                            new Rate(floor),
                                            usual.history(),
                                            new Rate(canary),
                                            multiple,
                                            usual.comparison()))))
        .toList();
  }

  static Policy.SpotChecked usual() {
    return (Policy.SpotChecked) Policy.DEFAULT;
  }
}
