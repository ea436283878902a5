package net.neuralpro.connectors.media.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.neuralpro.connectors.media.files.FrameSink;

class FrameOrderTest {
  /** Frames that are shuffled among groups of at most 32, as no codec does more. */
  @Property(tries = 50)
  void ordersFramesByPresentation(@ForAll long seed, @ForAll @IntRange(min = 1, max = 32) int group)
      throws IOException {
    List<FrameSink.Frame> frames = new ArrayList<>();
    for (int index = 0; index < 500; index++) {
      frames.add(new FrameSink.Frame(index * 40L, index % 7 == 0, index));
    }
    List<FrameSink.Frame> shuffled = new ArrayList<>(frames);
    Random random = new Random(seed);
    for (int start = 0; start < shuffled.size(); start += group) {
      Collections.shuffle(
          shuffled.subList(start, Math.min(start + group, shuffled.size())), random);
    }
    List<FrameSink.Frame> ordered = new ArrayList<>();
    FrameOrder order = new FrameOrder(ordered::add);

    for (FrameSink.Frame frame : shuffled) {
      order.add(frame);
    }
    order.finish();

    assertThat(ordered).isEqualTo(frames);
    assertThat(order.count()).isEqualTo(500);
    assertThat(order.last()).isEqualTo(499 * 40L);
  }
}
