package net.neuralpro.noderunner.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import net.neuralpro.connectors.chain.tasks.TaskId;
import net.neuralpro.noderunner.protocol.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalTest {
  @TempDir Path folder;

  private Journal open() throws IOException {
    return Journal.open(folder.resolve("journal.db"));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aTaskHasOneResultEverWhateverIsDoneInWhateverOrder(long seed) throws IOException {
    Random random = new Random(seed);
    Map<TaskId, Journal.Result> first = new HashMap<>();
    Journal journal = open();
    try {
      for (int step = 0; step < 200; step++) {
        Order order = Orders.of(random.nextInt(6), 1);
        TaskId task = order.task();
        switch (random.nextInt(6)) {
          case 0, 1 -> journal.take(order);
          case 2, 3 -> {
            try {
              Journal.Result kept = journal.seal(task, Orders.result(step));
              assertThat(kept).isEqualTo(first.computeIfAbsent(task, any -> kept));
            } catch (IOException e) {
              assertThat(first).doesNotContainKey(task);
            }
          }
          case 4 -> {
            if (random.nextInt(8) == 0) {
              journal.drop(task, "test");
            }
          }
          default -> {
            journal.close();
            journal = open();
          }
        }
        for (Map.Entry<TaskId, Journal.Result> each : first.entrySet()) {
          assertThat(journal.find(each.getKey()).orElseThrow().result()).contains(each.getValue());
        }
      }
      assertThat(first).isNotEmpty();
    } finally {
      journal.close();
    }
  }

  @Test
  void whatWasNotTakenHasNoResult() throws IOException {
    try (Journal journal = open()) {
      TaskId task = Orders.of(1, 1).task();
      assertThatThrownBy(() -> journal.seal(task, Orders.result(1)))
          .isInstanceOf(IOException.class)
          .hasMessage("Cannot seal task " + task + ": it was given up");
    }
  }

  @Test
  void takesATaskOnce() throws IOException {
    try (Journal journal = open()) {
      assertThat(journal.take(Orders.of(1, 1))).isTrue();
      assertThat(journal.take(Orders.of(1, 1))).isFalse();
      journal.drop(Orders.of(1, 1).task(), "it was cancelled");
      assertThat(journal.take(Orders.of(1, 1))).isFalse();
      assertThat(journal.count(Journal.Stage.DROPPED)).isEqualTo(1);
    }
  }
}
