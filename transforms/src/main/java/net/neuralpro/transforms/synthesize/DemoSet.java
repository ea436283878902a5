package net.neuralpro.transforms.synthesize;

import java.util.Arrays;
import java.util.List;

/**
 * A small set that shows all that can be found: clean recordings and one with each fault.
 *
 * @param plan how it is made
 * @param planted its recordings, in the order in which they are made
 */
public record DemoSet(SynthesisPlan plan, List<Planted> planted) {
  private static final int CLEAN = 5;
  private static final int SECONDS = 6;
  private static final int WIDTH = 640;
  private static final int HEIGHT = 360;
  private static final int FRAMES_PER_SECOND = 20;

  public DemoSet {
    planted = List.copyOf(planted);
  }

  /** The set of a seed. */
  public static DemoSet of(long seed) {
    List<Fault> faults =
        Arrays.stream(Fault.values()).filter(fault -> fault != Fault.NONE).toList();
    SynthesisPlan plan =
        new SynthesisPlan(seed, CLEAN, SECONDS, WIDTH, HEIGHT, FRAMES_PER_SECOND, faults);
    List<Planted> planted =
        RecordingPlan.of(plan).stream()
            .map(
                recording ->
                    new Planted(
                        recording.name(),
                        recording.fault(),
                        recording.fault().description(),
                        recording.fault().ruleFamilies()))
            .toList();
    return new DemoSet(plan, planted);
  }
}
