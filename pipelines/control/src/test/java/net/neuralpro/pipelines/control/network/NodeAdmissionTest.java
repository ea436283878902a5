package net.neuralpro.pipelines.control.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.connectors.chain.tasks.TaskId;
import net.neuralpro.pipelines.control.verification.Rate;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.schemas.reward.Wei;
import org.junit.jupiter.api.Test;

class NodeAdmissionTest {
  private static final Address NODE = ContributorKey.ofSeed(1, "node").address();
  private static final Address STRANGER = ContributorKey.ofSeed(1, "stranger").address();

  /** At a rate of half, as much may be promised as there is stake. */
  private final NodeAdmission admission =
      new NodeAdmission(node -> BigInteger.valueOf(node.equals(NODE) ? 10 : 0), Rate.percent(50));

  private static TaskId task(int number) {
    return TaskId.of(NODE, Digest.of(new byte[32]), BigInteger.valueOf(number));
  }

  @Test
  void promisesNoMoreThanTheStakeCovers() throws IOException {
    assertThat(admission.admits(NODE, task(1), Wei.of(6))).isTrue();
    assertThat(admission.admits(NODE, task(2), Wei.of(6))).isFalse();
    assertThat(admission.admits(NODE, task(3), Wei.of(4))).isTrue();
  }

  @Test
  void thePromiseOfATaskCountsOnce() throws IOException {
    assertThat(admission.admits(NODE, task(1), Wei.of(10))).isTrue();
    assertThat(admission.admits(NODE, task(1), Wei.of(10))).isTrue();
    assertThat(admission.admits(NODE, task(2), Wei.of(1))).isFalse();
  }

  @Test
  void promisesNothingToWhoIsNoNode() throws IOException {
    assertThat(admission.admits(STRANGER, task(1), Wei.of(1))).isFalse();
  }
}
