package net.neuralpro.transforms.deduplicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.neuralpro.schemas.clip.Clusters;
import org.junit.jupiter.api.Test;

class DeduplicateOperatorTest {
  private static final DeduplicateParameters STANDARD = Recordings.STANDARD;
  private static final Drive DRIVE = Drive.of(1, 900);

  @Test
  void joinsATrimmedReencodedCopyToTheLongerClip() {
    Recordings recordings =
        new Recordings()
            .add("drive", DRIVE.frames(0, 900))
            .add("copy", Drive.encoded(DRIVE.frames(300, 700), 5, 2, 2))
            .add("other", Drive.of(2, 900).frames(0, 900));

    assertThat(recordings.representatives(STANDARD))
        .containsOnly(entry("drive", "drive"), entry("copy", "drive"), entry("other", "other"));
  }

  @Test
  void keepsWhatWasRegisteredFirstWhoeverIsLongerOrOlder() {
    Recordings recordings =
        new Recordings()
            .add("drive", DRIVE.frames(0, 900))
            .add("part", DRIVE.frames(300, 700))
            .add("other part", DRIVE.frames(200, 800))
            .inParent("drive")
            .register("part")
            .register("other part");

    assertThat(recordings.representatives(STANDARD))
        .containsOnly(entry("drive", "part"), entry("part", "part"), entry("other part", "part"));
  }

  @Test
  void saysWhatMatches() {
    Clusters clusters =
        new Recordings()
            .add("drive", DRIVE.frames(0, 900))
            .add("copy", DRIVE.frames(300, 700))
            .deduplicate(STANDARD);

    assertThat(clusters.members())
        .allSatisfy(
            member ->
                assertThat(member.evidence())
                    .contains("400 of 400 frames match, shifted by 10.000 s, for up to 13.300 s"));
  }

  @Test
  void findsClipsThatAreCutInOtherPlaces() {
    Recordings recordings =
        new Recordings()
            .add("drive", DRIVE.frames(0, 400), DRIVE.frames(400, 900))
            .add("copy", DRIVE.frames(100, 390), DRIVE.frames(420, 880));

    Clusters clusters = recordings.deduplicate(STANDARD);

    assertThat(clusters.members())
        .allSatisfy(
            member ->
                assertThat(member.representative().recording())
                    .isEqualTo(recordings.recording("drive")))
        .allSatisfy(
            member -> assertThat(member.representative().index()).isEqualTo(member.clip().index()));
  }

  @Test
  void leavesApartWhatSharesLessThanTheOverlap() {
    Recordings recordings =
        new Recordings().add("one", DRIVE.frames(0, 500)).add("two", DRIVE.frames(300, 900));

    assertThat(recordings.representatives(STANDARD)).containsEntry("one", "one");
    assertThat(
            recordings.representatives(
                new DeduplicateParameters(4, new BigDecimal("0.3"), 1000, 4)))
        .containsEntry("one", "two");
  }

  @Test
  void leavesViewsThatStandStillApart() {
    Recordings recordings = new Recordings();
    for (int car = 0; car < 40; car++) {
      recordings.add("car " + car, Drive.parked(77, 300).frames(0, 300));
    }

    assertThat(recordings.deduplicate(STANDARD).members()).allMatch(Clusters.Member::represents);
  }

  @Test
  void joinsDrivesByWhatMovesAndNotByTheirParkingPlace() {
    Drive parked = Drive.parked(77, 300);
    Recordings recordings =
        new Recordings()
            .add("one", parked.then(Drive.of(3, 400)).frames(0, 700))
            .add("two", parked.then(Drive.of(4, 400)).frames(0, 700))
            .add("copy of one", parked.then(Drive.of(3, 400)).frames(50, 650));

    assertThat(recordings.representatives(STANDARD))
        .containsOnly(entry("one", "one"), entry("two", "two"), entry("copy of one", "one"));
  }

  @Test
  void joinsClipsThatStandStillWhereOtherClipsOfTheirRecordingsMatch() {
    Drive drive = Drive.of(3, 400).then(Drive.parked(77, 300));
    Recordings recordings =
        new Recordings()
            .add("one", drive.frames(0, 400), Recordings.later(drive.frames(400, 700), 400))
            .add("copy", drive.frames(100, 400), Recordings.later(drive.frames(400, 650), 300))
            .add("other", Drive.parked(77, 300).frames(0, 300));

    Clusters clusters = recordings.deduplicate(STANDARD);

    assertThat(clusters.members())
        .filteredOn(member -> member.clip().recording().equals(recordings.recording("copy")))
        .hasSize(2)
        .allMatch(
            member -> member.representative().recording().equals(recordings.recording("one")));
    assertThat(clusters.members())
        .filteredOn(member -> member.clip().recording().equals(recordings.recording("other")))
        .allMatch(Clusters.Member::represents);
  }

  @Test
  void joinsEqualFilesWhateverTheyShow() {
    ClipFrames still = Drive.parked(77, 300).frames(0, 300);
    Recordings recordings = new Recordings().add("one", "file", still).add("two", "file", still);

    Map<String, String> representatives = recordings.representatives(STANDARD);

    assertThat(representatives.get("one")).isEqualTo(representatives.get("two"));
    assertThat(recordings.deduplicate(STANDARD).members())
        .allSatisfy(member -> assertThat(member.evidence()).endsWith(": the same file"));
  }

  @Test
  void prefersWhatTheParentHasAlthoughItIsShorter() {
    Recordings recordings =
        new Recordings()
            .add("long", DRIVE.frames(0, 900))
            .add("short", DRIVE.frames(300, 600))
            .inParent("short");

    assertThat(recordings.representatives(STANDARD))
        .containsOnly(entry("long", "short"), entry("short", "short"));
  }

  @Test
  void prefersAnAcceptedClipToOneThatIsFilteredOut() {
    Recordings recordings =
        new Recordings()
            .add("long", DRIVE.frames(0, 900))
            .add("short", DRIVE.frames(300, 600))
            .filter("long")
            .inParent("long");

    assertThat(recordings.representatives(STANDARD))
        .containsOnly(entry("long", "short"), entry("short", "short"));
  }

  @Test
  void takesARecordingThatTheParentHasAsItself() {
    Recordings recordings = new Recordings().add("drive", DRIVE.frames(0, 900)).inParent("drive");

    assertThat(recordings.deduplicate(STANDARD).members())
        .singleElement()
        .satisfies(member -> assertThat(member.represents()).isTrue())
        .satisfies(member -> assertThat(member.evidence()).isEmpty());
  }

  @Test
  void findsEachOfManyCopies() {
    Recordings recordings = new Recordings();
    for (int copy = 0; copy < 150; copy++) {
      recordings.add("copy " + copy, Drive.encoded(DRIVE.frames(copy, copy + 200), copy, 1, 2));
    }

    assertThat(recordings.deduplicate(STANDARD).members())
        .extracting(Clusters.Member::representative)
        .containsOnly(recordings.deduplicate(STANDARD).members().get(0).representative());
  }

  @Property(tries = 20)
  void doesNotDependOnTheOrderOfTheInputs(@ForAll long seed) {
    Random random = new Random(seed);
    Recordings recordings = new Recordings();
    for (int number = 0; number < 12; number++) {
      Drive drive = Drive.of(random.nextInt(4), 400);
      int from = random.nextInt(200);
      ClipFrames frames = drive.frames(from, from + 100 + random.nextInt(100));
      recordings.add("recording " + number, Drive.encoded(frames, number, 2, 3));
    }

    assertThat(recordings.deduplicate(STANDARD, new Random(seed + 1)))
        .isEqualTo(recordings.deduplicate(STANDARD, new Random(seed + 2)));
  }
}
