package net.neuralpro.noderunner.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.Multicodec;
import org.junit.jupiter.api.Test;

class HeldInputsTest {
  private static Cid input(int number) {
    return Block.of(Multicodec.RAW, ("input " + number).getBytes(StandardCharsets.UTF_8)).cid();
  }

  @Test
  void keepsTheLatest() {
    HeldInputs held = new HeldInputs();
    for (int number = 0; number < HeldInputs.MOST + 2; number++) {
      held.add(List.of(input(number)));
    }
    assertThat(held.list())
        .isEqualTo(
            IntStream.range(2, HeldInputs.MOST + 2).mapToObj(HeldInputsTest::input).toList());
  }

  @Test
  void takesWhatIsUsedAgainForTheLatest() {
    HeldInputs held = new HeldInputs();
    held.add(List.of(input(1), input(2)));
    held.add(List.of(input(1)));
    assertThat(held.list()).containsExactly(input(2), input(1));
  }
}
