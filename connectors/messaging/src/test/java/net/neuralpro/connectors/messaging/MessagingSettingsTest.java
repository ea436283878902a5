package net.neuralpro.connectors.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.neuralpro.connectors.messaging.kafka.KafkaAddress;
import net.neuralpro.connectors.messaging.redis.RedisAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagingSettingsTest {
  @TempDir Path workspace;

  private MessagingSettings read(String text) throws Exception {
    Files.writeString(workspace.resolve(MessagingSettings.FILE), text);
    return MessagingSettings.read(workspace);
  }

  @Test
  void withoutAFileEverythingIsInThisProcess() throws Exception {
    assertThat(MessagingSettings.read(workspace)).isEqualTo(MessagingSettings.inProcess());
  }

  @Test
  void readsAServerAndItsPasswordFile() throws Exception {
    assertThat(
            read("capacity: 50\nredis:\n  host: queue.example\n  password-file: redis-password\n"))
        .isEqualTo(
            new MessagingSettings(
                50,
                Optional.of(
                    new RedisAddress(
                        "queue.example",
                        6379,
                        Optional.of(workspace.resolve("redis-password")),
                        Duration.ofSeconds(5))),
                Optional.empty()));
  }

  @Test
  void readsBrokersAndTheSettingsOfTheirClients() throws Exception {
    assertThat(
            read(
                "kafka:\n  brokers: ['queue.example:9092']\n  properties-file: kafka.properties\n"))
        .isEqualTo(
            new MessagingSettings(
                100_000,
                Optional.empty(),
                Optional.of(
                    new KafkaAddress(
                        List.of("queue.example:9092"),
                        Optional.of(workspace.resolve("kafka.properties")),
                        1,
                        Duration.ofSeconds(10)))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "capacity: -1\n",
        "redis:\n  port: 70000\n",
        "redis:\n  host: 'a b'\n",
        "redis:\n  password: secret\n",
        "redis:\n  timeout-seconds: -3\n",
        "kafka:\n  brokers: []\n",
        "kafka:\n  brokers: ['a b']\n",
        "kafka:\n  password: secret\n",
        "[[[\n",
        "text\n"
      })
  void tellsWhereTheSettingsCannotBeUsed(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(MessagingException.class)
        .hasMessageContaining("Cannot read " + workspace.resolve(MessagingSettings.FILE))
        .hasMessageNotContaining("secret")
        .extracting(e -> ((MessagingException) e).rule())
        .isEqualTo("QUEUE-SETTINGS");
  }
}
