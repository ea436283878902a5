package net.neuralpro.transforms.deduplicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.neuralpro.schemas.time.Nanos;
import org.junit.jupiter.api.Test;

class AlignmentTest {
  private static final int BITS = 4;
  private static final int PICTURES = 4;
  private static final Drive DRIVE = Drive.of(1, 900);

  private static Alignment align(ClipFrames one, ClipFrames other) {
    return Alignment.of(one, other, new Alignment.Measure(BITS, Nanos.PER_SECOND, PICTURES));
  }

  @Property(tries = 50)
  void findsTheOffsetOfATrimmedReencodedCopy(
      @ForAll @IntRange(max = 600) int from, @ForAll long seed) {
    ClipFrames whole = DRIVE.frames(0, 900);
    ClipFrames copy = Drive.encoded(DRIVE.frames(from, from + 300), seed, 2, 2);

    Alignment alignment = align(copy, whole);

    assertThat(alignment.offset()).isCloseTo(Drive.time(from), within(Drive.time(1)));
    assertThat(alignment.matched()).isEqualTo(300);
    assertThat(alignment.frames()).isEqualTo(300);
    assertThat(alignment.pictures()).isEqualTo(PICTURES);
  }

  @Test
  void isTheSameInEitherOrder() {
    ClipFrames whole = DRIVE.frames(0, 900);
    ClipFrames copy = DRIVE.frames(100, 400);

    Alignment forth = align(copy, whole);
    Alignment back = align(whole, copy);
    assertThat(back)
        .isEqualTo(
            new Alignment(
                -forth.offset(),
                forth.matched(),
                forth.frames(),
                forth.longestRun(),
                forth.pictures()));
  }

  @Test
  void matchesACopyOfHalfTheFrameRate() {
    Alignment alignment = align(DRIVE.frames(200, 500, 2), DRIVE.frames(0, 900));

    assertThat(alignment.matched()).isEqualTo(150);
  }

  @Test
  void passesOverASingleFrameThatDiffers() {
    ClipFrames whole = DRIVE.frames(0, 300);
    long[] fingerprints = whole.fingerprints().clone();
    fingerprints[150] = ~fingerprints[150];

    Alignment alignment = align(new ClipFrames(whole.times(), fingerprints), whole);

    assertThat(alignment.matched()).isEqualTo(299);
    assertThat(alignment.longestRun()).isEqualTo(Drive.time(299));
  }

  @Test
  void countsOnlyTheRunThatBothShare() {
    ClipFrames one = DRIVE.frames(0, 300);
    ClipFrames other = Drive.of(2, 150).then(Drive.of(1, 150)).frames(0, 300);

    Alignment alignment = align(one, other);

    assertThat(alignment.offset()).isCloseTo(Drive.time(150), within(Drive.time(1)));
    assertThat(alignment.matched()).isBetween(148, 155);
  }

  @Test
  void findsNothingInCommonInOtherFootage() {
    Alignment alignment = align(DRIVE.frames(0, 300), Drive.of(2, 300).frames(0, 300));

    assertThat(alignment.matched()).isZero();
    assertThat(alignment.pictures()).isZero();
  }

  @Test
  void leavesOutARunThatIsTooShort() {
    ClipFrames one = DRIVE.frames(0, 300);
    ClipFrames other = Drive.of(2, 200).then(Drive.of(1, 20)).frames(0, 220);

    assertThat(align(one, other).matched()).isZero();
  }

  @Test
  void countsAViewThatStandsStillAsOnePicture() {
    Alignment alignment =
        align(Drive.parked(77, 300).frames(0, 300), Drive.parked(77, 300).frames(0, 200));

    assertThat(alignment.matched()).isEqualTo(200);
    assertThat(alignment.pictures()).isEqualTo(1);
  }

  @Test
  void findsTheOffsetAlthoughTheVehicleStandsForMostOfTheTime() {
    Drive stop = Drive.parked(77, 600).then(Drive.of(3, 200)).then(Drive.parked(99, 600));

    Alignment alignment = align(stop.frames(0, 1400), stop.frames(300, 1300));

    assertThat(alignment.offset()).isCloseTo(-Drive.time(300), within(Drive.time(1)));
    assertThat(alignment.matched()).isEqualTo(1000);
  }

  @Test
  void alignsNothingWithAClipWithoutTellingFrames() {
    assertThat(align(ClipFrames.NONE, DRIVE.frames(0, 10))).isEqualTo(new Alignment(0, 0, 0, 0, 0));
  }
}
