package net.neuralpro.connectors.storage.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import net.neuralpro.connectors.storage.Pin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills two processes that add the same files, at random times: {@code -Dneural.kills=200} for the
 * full number.
 */
class KilledAdderTest {
  private static final int KILLS = Integer.getInteger("neural.kills", 8);

  @TempDir private Path folder;

  @Test
  void losesNothingThatWasAcknowledgedAndServesNothingHalfWritten() throws Exception {
    Random random = new Random(4);
    Path home = folder.resolve("home");
    Workspace workspace = Workspace.open(home);
    for (int kill = 0; kill < KILLS; kill++) {
      Process one = start(home, kill);
      Process other = start(home, kill);
      List<String> acknowledged = new ArrayList<>();
      try (BufferedReader lines = lines(one)) {
        int wanted = random.nextInt(4);
        for (int line = 0; line < wanted; line++) {
          acknowledged.add(lines.readLine());
        }
        one.waitFor(random.nextInt(60_000) * 1000L + 1, TimeUnit.NANOSECONDS);
        kill(one);
        lines.lines().filter(line -> line.contains(" b")).forEach(acknowledged::add);
      }
      try (BufferedReader lines = lines(other)) {
        kill(other);
        lines.lines().filter(line -> line.contains(" b")).forEach(acknowledged::add);
      }
      Adder.verify(workspace, kill, acknowledged);
      forget(workspace);
    }
    new GarbageCollection(workspace, GarbageCollection.Extent.KEEP_CACHE).collect();
    assertThat(FolderFiles.of(home)).noneMatch(AtomicFile::isTemporary);
    assertThat(new StoreCheck(workspace, read -> {}).check().problems()).isEmpty();
  }

  private static void forget(Workspace workspace) throws IOException {
    for (Pin pin : workspace.pins().list()) {
      workspace.pins().remove(pin.root());
    }
    new GarbageCollection(workspace, GarbageCollection.Extent.DROP_CACHE).collect();
  }

  /** By its handle, since a process closes its output when it is told to end. */
  private static void kill(Process process) throws InterruptedException {
    process.toHandle().destroyForcibly();
    process.waitFor();
  }

  private static BufferedReader lines(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  private static Process start(Path home, long seed) throws IOException {
    return new ProcessBuilder(Adder.command(home, seed, Integer.MAX_VALUE))
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
