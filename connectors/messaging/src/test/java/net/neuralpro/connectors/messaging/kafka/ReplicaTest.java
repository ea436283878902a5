package net.neuralpro.connectors.messaging.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.neuralpro.connectors.messaging.Work;
import org.junit.jupiter.api.Test;

class ReplicaTest {
  /** Records of any calls, some of them for what is not there. */
  private static List<Step> steps(Random random, int count) {
    List<Step> steps = new ArrayList<>();
    List<String> tokens = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      String id = "w" + random.nextInt(8);
      String token = tokens.isEmpty() ? "" : tokens.get(random.nextInt(tokens.size()));
      Step step =
          switch (random.nextInt(6)) {
            case 0, 1 ->
                Step.offer(new Work(id, "l" + random.nextInt(3), random.nextInt(3), new byte[0]));
            case 2 -> Step.of(Step.Kind.TAKE, "", "", 1 + random.nextInt(50));
            case 3 -> Step.of(Step.Kind.FINISH, id, token, 0);
            case 4 -> Step.of(Step.Kind.RELEASE, id, token, 0);
            default -> Step.of(Step.Kind.RENEW, id, token, 20);
          };
      tokens.add(step.call().toString());
      steps.add(step);
    }
    return steps;
  }

  @Property(tries = 100)
  void whoReadsFromWhereNothingWasUnfinishedKnowsTheSame(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    List<Step> steps = steps(random, 200);
    List<Long> times = new ArrayList<>();
    Replica whole = new Replica(5);
    whole.begin(0);
    long time = 1000;
    for (int offset = 0; offset < steps.size(); offset++) {
      time += random.nextInt(30);
      times.add(time);
      whole.apply(offset, time, Optional.of(steps.get(offset)));
    }
    Replica late = new Replica(5);
    long from = whole.emptyAt();
    late.begin(from);
    for (int offset = (int) from; offset < steps.size(); offset++) {
      late.apply(offset, times.get(offset), Optional.of(steps.get(offset)));
    }
    for (int more = 0; more < 10; more++) {
      Step take = Step.of(Step.Kind.TAKE, "", "", 1000);
      var one = whole.expect(take.call());
      var other = late.expect(take.call());
      whole.apply(steps.size() + more, time, Optional.of(take));
      late.apply(steps.size() + more, time, Optional.of(take));
      assertThat(other.get()).isEqualTo(one.get());
    }
  }

  @Test
  void aStepComesBackAsItWas() {
    for (Step step :
        List.of(
            Step.offer(new Work("a", "lane", 9, new byte[] {1, 2})),
            Step.of(Step.Kind.TAKE, "", "", 5),
            Step.of(Step.Kind.FINISH, "a", UUID.randomUUID().toString(), 0))) {
      assertThat(Step.read(step.bytes())).contains(step);
    }
  }

  @Property(tries = 300)
  void readsNothingIntoForeignBytes(@ForAll byte[] bytes) {
    Step.read(bytes).ifPresent(step -> assertThat(Step.read(step.bytes())).contains(step));
  }
}
