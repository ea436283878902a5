package net.neuralpro.connectors.storage.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import net.neuralpro.connectors.storage.StorageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Garbage is collected while another process adds. */
class CollectedWhileAddingTest {
  private static final int TURNS = 60;

  @TempDir private Path home;

  @Test
  void deletesNothingThatAnotherProcessAdds() throws Exception {
    Workspace workspace = Workspace.open(home);
    Process adder =
        new ProcessBuilder(Adder.command(home, 7, TURNS))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    int collected = 0;
    while (adder.isAlive()) {
      try {
        new GarbageCollection(workspace, GarbageCollection.Extent.DROP_CACHE).collect();
        collected++;
      } catch (StorageException e) {
        assertThat(e.rule()).isEqualTo("STORE-IN-USE");
      }
    }
    try (BufferedReader output =
        new BufferedReader(new InputStreamReader(adder.getInputStream(), StandardCharsets.UTF_8))) {
      List<String> lines = output.lines().toList();
      assertThat(lines).hasSize(TURNS);
      Adder.verify(workspace, 7, lines);
    }
    assertThat(collected).isPositive();
  }
}
