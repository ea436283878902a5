package net.neuralpro.pipelines.flows.sanitise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.neuralpro.schemas.time.TimeRange;

class StretchesTest {
  private static BitSet bits(List<TimeRange> ranges) {
    BitSet bits = new BitSet();
    ranges.forEach(range -> bits.set((int) range.start(), (int) range.end()));
    return bits;
  }

  private static Stretches stretches(List<Integer> ends) throws IOException {
    Stretches stretches = new Stretches();
    for (int index = 0; index + 1 < ends.size(); index += 2) {
      stretches.add(ends.get(index), ends.get(index + 1));
    }
    return stretches;
  }

  @Property
  void takesOneSetOfTimesFromAnother(
      @ForAll @Size(max = 12) List<@IntRange(max = 40) Integer> wanted,
      @ForAll @Size(max = 12) List<@IntRange(max = 40) Integer> hidden)
      throws IOException {
    BitSet expected = new BitSet();
    for (int index = 0; index + 1 < wanted.size(); index += 2) {
      expected.set(Math.min(wanted.get(index), wanted.get(index + 1)), wanted.get(index + 1));
    }
    for (int index = 0; index + 1 < hidden.size(); index += 2) {
      expected.clear(Math.min(hidden.get(index), hidden.get(index + 1)), hidden.get(index + 1));
    }
    List<TimeRange> left = stretches(wanted).without(stretches(hidden), 0);
    assertThat(bits(left)).isEqualTo(expected);
    assertThat(left.stream().mapToLong(TimeRange::length).sum()).isEqualTo(expected.cardinality());
  }

  @Example
  void shortensWhatIsLeftByTheMargin() throws IOException {
    assertThat(stretches(List.of(0, 100, 200, 203)).without(stretches(List.of(40, 50)), 2))
        .containsExactly(new TimeRange(2, 38), new TimeRange(52, 98));
  }

  @Example
  void findsTheLongestAndTheFirstOfSeveral() {
    assertThat(
            Stretches.longest(
                List.of(new TimeRange(0, 5), new TimeRange(10, 17), new TimeRange(20, 27))))
        .hasValue(new TimeRange(10, 17));
    assertThat(Stretches.longest(List.of())).isEmpty();
  }
}
