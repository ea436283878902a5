package net.neuralpro.pipelines.cli;

import java.nio.file.Path;
import java.util.List;
import net.neuralpro.connectors.messaging.kafka.KafkaAddress;
import net.neuralpro.connectors.messaging.kafka.KafkaProcess;
import net.neuralpro.noderunner.sandbox.ContainerEngine;

/** Kafka queues the tasks, and Podman holds them. */
class KafkaNetworkIT extends NetworkContract {
  private KafkaProcess queue;
  private ContainerEngine engine;

  @Override
  String prepare(Path servers) throws Exception {
    queue = new KafkaProcess(servers);
    engine = ContainerEngine.podman();
    KafkaAddress address = queue.address();
    return "kafka: {brokers: ['%s']}".formatted(address.brokers().get(0));
  }

  @Override
  List<String> engine(String node) {
    return List.of("--engine", "podman", "--engine-socket", engine.socket().toString());
  }

  @Override
  void endServers() throws Exception {
    queue.close();
    engine.close();
  }
}
