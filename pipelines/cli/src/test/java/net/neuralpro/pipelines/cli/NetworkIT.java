package net.neuralpro.pipelines.cli;

import java.nio.file.Path;
import java.util.List;

/** Nothing but this computer's own: one node's tasks are held by runc, the other's in processes. */
class NetworkIT extends NetworkContract {
  @Override
  String prepare(Path servers) {
    return "";
  }

  @Override
  List<String> engine(String node) {
    return List.of("--engine", node.equals("one") ? "runc" : "process");
  }

  @Override
  void endServers() {}
}
