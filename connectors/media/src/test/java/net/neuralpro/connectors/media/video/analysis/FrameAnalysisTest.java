package net.neuralpro.connectors.media.video.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameAnalysisTest {

  private static final int WIDTH = 640;
  private static final int HEIGHT = 360;

  private static Picture grey(int width, int height, SampleRange range, IntBinaryOperator level) {
    ByteBuffer samples = ByteBuffer.allocateDirect(width * height);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        samples.put(y * width + x, (byte) level.applyAsInt(x, y));
      }
    }
    return new Picture(
        new Plane(samples, width, width, height), Optional.empty(), Optional.empty(), range);
  }

  private static FrameMeasures measure(SampleRange range, IntBinaryOperator level) {
    return new FrameAnalysis(WIDTH, HEIGHT).measure(grey(WIDTH, HEIGHT, range, level));
  }

  @Test
  void blackIsBlackInBothRanges() {
    FrameMeasures limited = measure(SampleRange.LIMITED, (x, y) -> 16);
    FrameMeasures full = measure(SampleRange.FULL, (x, y) -> 0);

    assertThat(limited).isEqualTo(full);
    assertThat(limited.black()).isTrue();
    assertThat(limited.lumaMean()).isZero();
    assertThat(limited.darkFraction()).isEqualTo(FrameMeasures.FRACTION_ONE);
    assertThat(limited.fingerprint()).isZero();
    assertThat(limited.sharpness()).isZero();
  }

  @Test
  void whiteIsBrightInBothRanges() {
    FrameMeasures limited = measure(SampleRange.LIMITED, (x, y) -> 235);
    FrameMeasures full = measure(SampleRange.FULL, (x, y) -> 255);

    assertThat(limited.lumaMean()).isEqualTo(255 * 256).isEqualTo(full.lumaMean());
    assertThat(limited.brightFraction()).isEqualTo(FrameMeasures.FRACTION_ONE);
    assertThat(limited.black()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 10, 20})
  void estimatesTheDeviationOfNoise(int deviation) {
    Random random = new Random(1);
    FrameMeasures measures =
        measure(
            SampleRange.FULL,
            (x, y) -> (int) Math.round(128 + x / 16.0 + deviation * random.nextGaussian()));

    assertThat(measures.noise() / 256.0).isBetween(deviation * 0.85, deviation * 1.15);
  }

  @Test
  void blurringTakesSharpnessAway() {
    FrameMeasures sharp = measure(SampleRange.FULL, (x, y) -> (x / 5 + y / 3) % 2 * 200);
    FrameMeasures blurred =
        measure(SampleRange.FULL, (x, y) -> 100 + (int) (80 * Math.sin(x / 15.0 + y / 9.0)));

    assertThat(sharp.sharpness()).isGreaterThan(100 * blurred.sharpness());
  }

  @Test
  void aRepeatedFrameIsFrozen() {
    FrameAnalysis analysis = new FrameAnalysis(WIDTH, HEIGHT);
    Picture picture = grey(WIDTH, HEIGHT, SampleRange.FULL, (x, y) -> x * y & 0xff);
    Picture brighter = grey(WIDTH, HEIGHT, SampleRange.FULL, (x, y) -> (x * y & 0x7f) + 128);
    analysis.measure(picture);

    assertThat(analysis.measure(picture).frozen()).isTrue();
    assertThat(analysis.measure(brighter).frozen()).isFalse();
  }

  @Test
  void motionIsTheMeanDifferenceInLevels() {
    FrameAnalysis analysis = new FrameAnalysis(WIDTH, HEIGHT);
    analysis.measure(grey(WIDTH, HEIGHT, SampleRange.FULL, (x, y) -> 100));
    FrameMeasures next = analysis.measure(grey(WIDTH, HEIGHT, SampleRange.FULL, (x, y) -> 107));

    assertThat(next.motion()).isEqualTo(7 * 256);
    assertThat(next.cutScore()).isEqualTo(7 * 256);
  }

  @ParameterizedTest
  @ValueSource(ints = {160, 320, 854, 1280})
  void theFingerprintSurvivesScaling(int width) {
    IntBinaryOperator scene =
        (x, y) ->
            (int)
                (128
                    + 60 * Math.sin(x / 90.0) * Math.cos(y / 70.0)
                    + 40 * Math.sin((x + 2 * y) / 55.0)
                    + 20 * Math.cos((3 * x - y) / 31.0));
    int height = width * 9 / 16;
    long original = measure(SampleRange.FULL, scene).fingerprint();
    long scaled =
        new FrameAnalysis(width, height)
            .measure(
                grey(
                    width,
                    height,
                    SampleRange.FULL,
                    (x, y) -> scene.applyAsInt(x * WIDTH / width, y * WIDTH / width)))
            .fingerprint();

    assertThat(Long.bitCount(original ^ scaled)).isLessThanOrEqualTo(4);
    assertThat(Long.bitCount(original)).isBetween(28, 36);
  }

  @Test
  void measuresTheSmallestPictures() {
    FrameMeasures measures =
        new FrameAnalysis(4, 4).measure(grey(4, 4, SampleRange.FULL, (x, y) -> 90));

    assertThat(measures.lumaMean()).isEqualTo(90 * 256);
  }

  @Test
  void rejectsPicturesThatAreTooSmall() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FrameAnalysis(3, 200))
        .withMessage("A picture of 3x200 is too small to measure");
  }

  @Test
  void rejectsAPlaneWithoutRoomForItsSamples() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Plane(ByteBuffer.allocate(100), 16, 16, 7))
        .withMessage("A plane needs 112 bytes, has 100");
  }
}
