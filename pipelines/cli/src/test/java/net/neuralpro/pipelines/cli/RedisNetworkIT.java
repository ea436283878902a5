package net.neuralpro.pipelines.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.neuralpro.connectors.messaging.redis.RedisAddress;
import net.neuralpro.connectors.messaging.redis.RedisProcess;
import net.neuralpro.noderunner.sandbox.ContainerEngine;

/** Redis queues the tasks, and Docker holds them. */
class RedisNetworkIT extends NetworkContract {
  private RedisProcess queue;
  private ContainerEngine engine;

  @Override
  String prepare(Path servers) throws Exception {
    queue = new RedisProcess(servers);
    engine = ContainerEngine.docker();
    RedisAddress address = queue.address(Optional.empty());
    return "redis: {host: %s, port: %d}".formatted(address.host(), address.port());
  }

  @Override
  List<String> engine(String node) {
    return List.of("--engine", "docker", "--engine-socket", engine.socket().toString());
  }

  @Override
  void endServers() throws Exception {
    queue.close();
    engine.close();
  }
}
