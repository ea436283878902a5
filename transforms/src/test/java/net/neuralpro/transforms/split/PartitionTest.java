package net.neuralpro.transforms.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.dataset.Splits;
import org.junit.jupiter.api.Test;

class PartitionTest {
  private static final SortedMap<String, BigDecimal> FRACTIONS = fractions("0.8", "0.1", "0.1");

  private static SortedMap<String, BigDecimal> fractions(
      String train, String validation, String test) {
    return new TreeMap<>(
        Map.of(
            "train", new BigDecimal(train),
            "validation", new BigDecimal(validation),
            "test", new BigDecimal(test)));
  }

  private static Cid recording(int number) {
    return DagJson.block(number).cid();
  }

  private static Member member(int number, long rows, Optional<String> fixed, String... keys) {
    TreeSet<Key> all = new TreeSet<>();
    for (String key : keys) {
      all.add(new Key(key.substring(0, key.indexOf(' ')), key));
    }
    return new Member(recording(number), rows, all, fixed);
  }

  private static Member member(int number, long rows, String... keys) {
    return member(number, rows, Optional.empty(), keys);
  }

  @Test
  void fillsEachSplitToItsShare() {
    List<Member> members = new ArrayList<>();
    for (int number = 0; number < 100; number++) {
      members.add(member(number, 10));
    }

    Partition partition = Partition.of(members, FRACTIONS);

    assertThat(count(partition))
        .containsOnly(entry("train", 80), entry("validation", 10), entry("test", 10));
    assertThat(partition.rejected()).isEmpty();
  }

  @Test
  void placesTheLargestComponentsFirst() {
    Partition partition =
        Partition.of(
            List.of(member(1, 5), member(2, 90), member(3, 6)), fractions("0.8", "0.1", "0.1"));

    assertThat(partition.splits().byRecording())
        .containsOnly(
            entry(recording(2), "train"),
            entry(recording(3), "test"),
            entry(recording(1), "validation"));
  }

  @Test
  void keepsTogetherWhatIsJoinedByAnother() {
    Partition partition =
        Partition.of(
            List.of(
                member(1, 10, "device a", "place x"),
                member(2, 10, "place x", "cluster c"),
                member(3, 10, "cluster c"),
                member(4, 10, "device b")),
            fractions("0.5", "0.5", "0"));

    SortedMap<Cid, String> splits = partition.splits().byRecording();
    assertThat(splits.get(recording(1)))
        .isEqualTo(splits.get(recording(2)))
        .isEqualTo(splits.get(recording(3)))
        .isNotEqualTo(splits.get(recording(4)));
    assertThat(partition.splits().assignments())
        .extracting(Splits.Assignment::component)
        .filteredOn(component -> !component.equals(recording(4)))
        .containsOnly(Collections.min(List.of(recording(1), recording(2), recording(3))));
  }

  @Test
  void keepsWhatTheParentHasAndAddsWhatBelongsToIt() {
    Partition partition =
        Partition.of(
            List.of(
                member(1, 1000, Optional.of("test"), "device a"),
                member(2, 500, "device a"),
                member(3, 10)),
            FRACTIONS);

    assertThat(partition.splits().byRecording())
        .containsOnly(
            entry(recording(1), "test"), entry(recording(2), "test"), entry(recording(3), "train"));
  }

  @Test
  void rejectsWhatWouldJoinTwoSplitsOfTheParent() {
    Partition partition =
        Partition.of(
            List.of(
                member(1, 10, Optional.of("test"), "device secret-a"),
                member(2, 10, Optional.of("train"), "place secret-x"),
                member(3, 10, "device secret-a", "place secret-x"),
                member(4, 10, "device b")),
            FRACTIONS);

    assertThat(partition.splits().byRecording())
        .containsOnlyKeys(recording(1), recording(2), recording(4))
        .containsEntry(recording(1), "test")
        .containsEntry(recording(2), "train");
    assertThat(partition.rejected())
        .singleElement()
        .hasToString(
            "ERROR SPLIT-LEAK at recording "
                + recording(3)
                + ": By device and place it belongs to recordings that the parent version has in"
                + " test and train.");
  }

  @Property(tries = 300)
  void noKeyIsInTwoSplits(@ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int size) {
    List<Member> members = random(seed, size, 0);

    Partition partition = Partition.of(members, FRACTIONS);

    assertThat(partition.rejected()).isEmpty();
    assertNothingLeaks(members, partition);
  }

  @Property(tries = 300)
  void noKeyOfANewRecordingIsInTwoSplits(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int size) {
    List<Member> first = random(seed, size, 0);
    SortedMap<Cid, String> parent = Partition.of(first, FRACTIONS).splits().byRecording();
    List<Member> members = new ArrayList<>(random(seed + 1, size, 1000));
    for (Member member : first) {
      members.add(
          new Member(
              member.recording(),
              member.rows(),
              member.keys(),
              Optional.ofNullable(parent.get(member.recording()))));
    }

    Partition partition = Partition.of(members, FRACTIONS);

    assertNothingLeaks(members, partition);
    assertThat(partition.splits().byRecording()).containsAllEntriesOf(parent);
    assertThat(partition.splits().assignments().size() + partition.rejected().size())
        .isEqualTo(members.size());
  }

  /** The parent may have parted what now belongs together: by other keys, or by an older rule. */
  @Property(tries = 300)
  void addsNothingToALeakOfTheParent(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int size) {
    Random random = new Random(seed);
    List<String> names = new ArrayList<>(FRACTIONS.keySet());
    List<Member> members = new ArrayList<>();
    for (Member member : random(seed, size, 0)) {
      Optional<String> fixed =
          random.nextInt(3) == 0
              ? Optional.of(names.get(random.nextInt(names.size())))
              : Optional.empty();
      members.add(new Member(member.recording(), member.rows(), member.keys(), fixed));
    }

    Partition partition = Partition.of(members, FRACTIONS);

    SortedMap<Cid, String> splits = partition.splits().byRecording();
    TreeSet<String> rejected = new TreeSet<>();
    partition.rejected().forEach(finding -> rejected.add(finding.place()));
    for (Member member : members) {
      boolean placed = splits.containsKey(member.recording());
      assertThat(rejected.contains("recording " + member.recording())).isNotEqualTo(placed);
      member
          .fixed()
          .ifPresent(fixed -> assertThat(splits).containsEntry(member.recording(), fixed));
      for (Member other : members) {
        boolean bothOfParent = member.fixed().isPresent() && other.fixed().isPresent();
        boolean bothPlaced = placed && splits.containsKey(other.recording());
        if (!bothOfParent && bothPlaced && !Collections.disjoint(member.keys(), other.keys())) {
          assertThat(splits.get(member.recording())).isEqualTo(splits.get(other.recording()));
        }
      }
    }
    assertThat(rejected).hasSize(members.size() - splits.size());
  }

  @Property(tries = 100)
  void doesNotDependOnTheOrder(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int size) {
    List<Member> members = random(seed, size, 0);
    List<Member> shuffled = new ArrayList<>(members);
    Collections.shuffle(shuffled, new Random(seed));

    assertThat(Partition.of(shuffled, FRACTIONS)).isEqualTo(Partition.of(members, FRACTIONS));
  }

  private static List<Member> random(long seed, int size, int from) {
    Random random = new Random(seed);
    List<Member> members = new ArrayList<>();
    for (int number = 0; number < size; number++) {
      members.add(
          member(
              from + number,
              random.nextInt(100),
              "device " + random.nextInt(size),
              "place " + random.nextInt(2 * size),
              "contributor " + random.nextInt(size)));
    }
    return members;
  }

  private static void assertNothingLeaks(List<Member> members, Partition partition) {
    SortedMap<Cid, String> splits = partition.splits().byRecording();
    Map<Key, String> byKey = new HashMap<>();
    for (Member member : members) {
      String split = splits.get(member.recording());
      if (split != null) {
        for (Key key : member.keys()) {
          assertThat(byKey.merge(key, split, (one, other) -> one)).as("%s", key).isEqualTo(split);
        }
      }
    }
  }

  private static Map<String, Integer> count(Partition partition) {
    Map<String, Integer> counts = new TreeMap<>();
    partition
        .splits()
        .byRecording()
        .values()
        .forEach(split -> counts.merge(split, 1, Integer::sum));
    return counts;
  }
}
