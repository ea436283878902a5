package net.neuralpro.connectors.storage.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.neuralpro.connectors.storage.ContentStore;
import net.neuralpro.schemas.content.Cid;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ends a process, or fails what it asks of the disk, at a step of a put: {@code strace} counts the
 * calls of the system that write, and interferes with the one that is said. {@code
 * -Dneural.kills=1000} for more steps than 200.
 */
class InterruptedPutIT {
  private static final int KILLS = Integer.getInteger("neural.kills", 200);
  private static final String WRITES =
      "write,pwrite64,fsync,fdatasync,rename,renameat,renameat2,mkdir,mkdirat,unlink,unlinkat";
  private static final int TURNS = 2;

  /** Without what only writes to the process's output, so that no fault is without an effect. */
  private static final String KEEPS = "fsync,rename,mkdir";

  @TempDir private Path folder;

  private int number;

  @BeforeEach
  void start() {
    number = 0;
  }

  @Test
  void keepsWhatWasAcknowledgedWhereverAPutIsKilled() throws Exception {
    Random random = new Random(4);
    int steps = steps(WRITES);
    int ended = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      int step = 1 + random.nextInt(steps);
      Run run = run(WRITES + ":signal=SIGKILL:when=" + step);
      ended += run.exit() == 0 ? 0 : 1;
      verify(run);
    }
    assertThat(ended).as("processes that were killed").isGreaterThan(KILLS * 3 / 4);
    System.out.println(ended + " of " + KILLS + " puts were killed at one of " + steps + " steps");
  }

  @Test
  void saysWhatADiskRefusedAndKeepsWhatWasAcknowledged() throws Exception {
    int steps = steps(KEEPS);
    for (String error : List.of("ENOSPC", "EIO", "EROFS", "EDQUOT")) {
      for (int step = 1; step <= steps; step += KILLS >= 1000 ? 1 : 3) {
        Run run = run(KEEPS + ":error=" + error + ":when=" + step);
        verify(run);
        if (run.exit() != 0) {
          assertThat(run.errors())
              .as("%s at step %d", error, step)
              .contains("IOException: Cannot ")
              .contains(run.home().toString())
              .contains("; perhaps ");
        }
      }
    }
  }

  /**
   * A process that added files.
   *
   * @param lines what it acknowledged
   */
  private record Run(Path home, int exit, List<String> lines, String errors) {}

  private Run run(String interference) throws Exception {
    return run(interference, folder.resolve("log"));
  }

  private Run run(String interference, Path log) throws Exception {
    number++;
    Path home = folder.resolve("home" + number);
    Path errors = folder.resolve("errors");
    String calls = interference.split(":", 2)[0];
    List<String> command =
        new ArrayList<>(
            List.of("strace", "-f", "--seccomp-bpf", "-qqq", "-e", "trace=" + calls, "-o"));
    command.add(log.toString());
    if (interference.contains(":")) {
      command.addAll(List.of("-e", "inject=" + interference));
    }
    command.addAll(Adder.command(home, number, TURNS));
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exit = process.waitFor();
    List<String> lines = output.substring(0, output.lastIndexOf('\n') + 1).lines().toList();
    return new Run(home, exit, lines, Files.readString(errors));
  }

  /** How many steps the thread has that has most of them. */
  private int steps(String calls) throws Exception {
    Path log = folder.resolve("steps");
    assertThat(run(calls, log)).extracting(Run::exit).isEqualTo(0);
    Map<String, Integer> counts = new HashMap<>();
    for (String line : Files.readAllLines(log)) {
      counts.merge(line.substring(0, line.indexOf(' ')), 1, Integer::sum);
    }
    return counts.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
  }

  /** Holds the workspace against what was acknowledged, and goes on in it. */
  private static void verify(Run run) throws IOException {
    Workspace workspace = Workspace.open(run.home());
    Adder.verify(workspace, seed(run), run.lines());
    try (ContentStore store = workspace.contents()) {
      for (int turn = 0; turn < TURNS; turn++) {
        Cid cid = store.addFile(new ByteArrayInputStream(Adder.bytes(seed(run), turn)));
        assertThat(store.blocks().has(cid)).isTrue();
      }
    }
    new GarbageCollection(workspace, GarbageCollection.Extent.KEEP_CACHE).collect();
    assertThat(FolderFiles.of(run.home())).noneMatch(AtomicFile::isTemporary);
    for (Path file : FolderFiles.of(run.home())) {
      Files.delete(file);
    }
  }

  private static long seed(Run run) {
    return Long.parseLong(run.home().getFileName().toString().substring("home".length()));
  }
}
