package net.neuralpro.noderunner.sandbox;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class ProcessSandboxIT extends SandboxContract {
  @TempDir private static Path state;

  private static Sandbox sandbox;

  @BeforeAll
  static void open() throws Exception {
    sandbox = ProcessSandbox.open(state);
  }

  @Override
  Sandbox sandbox() {
    return sandbox;
  }
}
