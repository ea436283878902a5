package net.neuralpro.noderunner.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerSandboxIT extends SandboxContract {
  @TempDir private static Path state;

  private static ContainerEngine engine;
  private static ContainerSandbox sandbox;

  @BeforeAll
  static void open() throws Exception {
    engine = ContainerEngine.docker();
    sandbox = ContainerSandbox.open(state, engine.socket());
  }

  @AfterAll
  static void close() throws Exception {
    sandbox.close();
    engine.close();
  }

  @Override
  Sandbox sandbox() {
    return sandbox;
  }

  @Test
  void knowsWhatItIs() {
    assertThat(sandbox.name()).isEqualTo("docker");
  }
}
