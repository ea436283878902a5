package net.neuralpro.connectors.media.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GridGeometryTest {

  @ParameterizedTest
  @CsvSource({
    "1920, 1080, 1, 1, 0, 456, 256",
    "854, 480, 1, 1, 0, 456, 256",
    "1080, 1920, 1, 1, 0, 256, 456",
    "1920, 1080, 1, 1, 90, 256, 456",
    "1920, 1080, 1, 1, 180, 456, 256",
    "720, 576, 16, 15, 0, 342, 256",
    "1440, 1080, 4, 3, 0, 456, 256",
    "512, 512, 1, 1, 270, 256, 256"
  })
  void scalesTheShownPictureToAShortSide(
      int width, int height, int aspectX, int aspectY, int rotation, int toWidth, int toHeight) {
    GridGeometry geometry =
        GridGeometry.of(
            width,
            height,
            new SampleAspect(aspectX, aspectY),
            rotation,
            new GridSize.ShortSide(256));

    assertThat(geometry.width()).isEqualTo(toWidth);
    assertThat(geometry.height()).isEqualTo(toHeight);
    assertThat(geometry.cropX() + geometry.cropY()).isZero();
  }

  @Property
  void cutsTheMiddleOutWithoutStretching(
      @ForAll @IntRange(min = 64, max = 4000) int width,
      @ForAll @IntRange(min = 64, max = 4000) int height,
      @ForAll @IntRange(min = 32, max = 200) int halfWidth,
      @ForAll @IntRange(min = 32, max = 200) int halfHeight,
      @ForAll @IntRange(max = 3) int quarters) {
    GridGeometry geometry =
        GridGeometry.of(
            width,
            height,
            SampleAspect.SQUARE,
            90 * quarters,
            new GridSize.Exact(2 * halfWidth, 2 * halfHeight));

    assertThat(geometry.width()).isEqualTo(2 * halfWidth);
    assertThat(geometry.height()).isEqualTo(2 * halfHeight);
    double keptWidth = width - 2.0 * geometry.cropX();
    double keptHeight = height - 2.0 * geometry.cropY();
    assertThat(keptWidth).isPositive();
    assertThat(keptHeight).isPositive();
    double stretch = keptWidth * geometry.scaledHeight() / (keptHeight * geometry.scaledWidth());
    double oneStep = 1 + 5 / Math.min(keptWidth, keptHeight);
    assertThat(stretch).isBetween(1 / oneStep, oneStep);
  }

  @Test
  void rejectsOddSides() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GridSize.ShortSide(255))
        .withMessage("A side must be even and 16 to 4096 samples, not 255");
  }

  @ParameterizedTest
  @CsvSource({"90", "180", "270"})
  void turnsClockwise(int rotation) throws MediaException {
    int width = rotation == 180 ? 32 : 16;
    int height = rotation == 180 ? 16 : 32;
    AVFrame source = FrameScaler.picture(32, 16, "test");
    source.data(0).put((long) 3 * source.linesize(0) + 5, (byte) 77);
    try (FrameTurner turner = new FrameTurner(width, height, rotation, "test")) {
      AVFrame turned = turner.turn(source);
      int x = rotation == 90 ? 16 - 1 - 3 : rotation == 180 ? 32 - 1 - 5 : 3;
      int y = rotation == 90 ? 5 : rotation == 180 ? 16 - 1 - 3 : 32 - 1 - 5;
      ByteBuffer luma = turned.data(0).capacity((long) turned.linesize(0) * height).asByteBuffer();
      assertThat(luma.get(y * turned.linesize(0) + x)).isEqualTo((byte) 77);
    } finally {
      Libav.free(source);
    }
  }
}
