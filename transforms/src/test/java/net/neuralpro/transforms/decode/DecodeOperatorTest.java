package net.neuralpro.transforms.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import net.neuralpro.schemas.content.MemoryBlockStore;
import net.neuralpro.schemas.rules.RejectedInputException;
import net.neuralpro.schemas.table.Batch;
import net.neuralpro.schemas.table.TableReader;
import net.neuralpro.transforms.operators.Invocation;
import net.neuralpro.transforms.operators.NoParameters;
import org.junit.jupiter.api.Test;

class DecodeOperatorTest {
  /** 105 frames of 64 by 48 at 10 per second. */
  private static final Path VIDEO =
      Path.of(
          "../connectors/lake/src/test/resources/net/neuralpro/connectors/lake/lerobot",
          "brightness.mp4");

  private static Invocation decode(byte[] video) throws IOException {
    MemoryBlockStore store = new MemoryBlockStore();
    Invocation files = new Invocation(store, new TreeMap<>());
    Invocation invocation =
        new Invocation(store, new TreeMap<>(Map.of("video", files.files().add(video))));
    new DecodeOperator().apply(new NoParameters(), invocation);
    return invocation;
  }

  private static DecodedVideo summary(Invocation invocation) throws IOException {
    return invocation.read(invocation.outputs().get("summary"), DecodedVideo.class);
  }

  @Test
  void tellsWhenEachFrameIsShown() throws IOException {
    Invocation invocation = decode(Files.readAllBytes(VIDEO));
    DecodedVideo video = summary(invocation);
    assertThat(video.frames()).isEqualTo(105);
    assertThat(video.width()).isEqualTo(64);
    assertThat(video.height()).isEqualTo(48);
    assertThat(video.faults()).isZero();
    assertThat(video.firstFault()).isEmpty();
    try (TableReader frames = invocation.table(invocation.outputs().get("frames"))) {
      Batch batch = frames.next().orElseThrow();
      assertThat(batch.rows()).isEqualTo(105);
      for (int frame = 0; frame < batch.rows(); frame++) {
        assertThat(batch.longs(DecodeOperator.TIME)[frame]).isEqualTo(frame * 100_000_000L);
      }
    }
  }

  @Test
  void namesTheFirstFaultAndGoesOn() throws IOException {
    byte[] video = Files.readAllBytes(VIDEO);
    Arrays.fill(video, video.length / 2, video.length / 2 + 200, (byte) 0xa5);
    DecodedVideo decoded = summary(decode(video));
    assertThat(decoded.faults()).isPositive();
    assertThat(decoded.firstFault().orElseThrow().rule().family()).isEqualTo("MEDIA");
    assertThat(decoded.firstFault().orElseThrow().place()).startsWith("video, ");
  }

  @Test
  void rejectsWhatIsNoVideo() {
    assertThatThrownBy(() -> decode(new byte[1000]))
        .isInstanceOf(RejectedInputException.class)
        .hasMessageContaining("MEDIA-OPEN");
  }
}
