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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.neuralpro.connectors.storage.ContentStore;
import net.neuralpro.schemas.content.Cid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ends a process, or fails what it asks of the disk, at a step of a put: {@code strace} counts the
 * calls of the system that write, and interferes with one of them. {@code -Dneural.kills=1000} for
 * more steps than 200.
 */
class InterruptedPutIT {
  private static final int KILLS = Integer.getInteger("neural.kills", 200);
  private static final String WRITES =
      "write,pwrite64,fsync,fdatasync,rename,renameat,renameat2,mkdir,mkdirat,unlink,unlinkat";

  /** Without what also writes to the process's output. */
  private static final String KEEPS = "fsync,rename,mkdir";

  private static final int TURNS = 2;
  private static final Pattern CALL = Pattern.compile("(\\d+) +([a-z0-9]+)\\(.*");

  @TempDir private Path folder;

  private int number;

  @Test
  void keepsWhatWasAcknowledgedWhereverAPutIsKilled() throws Exception {
    Random random = new Random(4);
    List<Step> steps = steps(WRITES);
    int ended = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      Run run = run(steps.get(random.nextInt(steps.size())), "signal=SIGKILL");
      ended += run.exit() == 0 ? 0 : 1;
      verify(run);
    }
    System.out.printf("%d puts, %d killed at one of %d steps%n", KILLS, ended, steps.size());
    assertThat(ended).as("processes that were killed").isGreaterThan(KILLS * 3 / 4);
  }

  @Test
  void saysWhatADiskRefusedAndKeepsWhatWasAcknowledged() throws Exception {
    List<Step> steps = steps(KEEPS).stream().distinct().toList();
    int refused = 0;
    for (String error : List.of("ENOSPC", "EIO", "EROFS", "EDQUOT")) {
      for (int index = 0; index < steps.size(); index += KILLS >= 1000 ? 1 : 2) {
        Run run = run(steps.get(index), "error=" + error);
        verify(run);
        if (run.exit() != 0) {
          refused++;
          assertThat(run.errors())
              .as("%s at %s", error, steps.get(index))
              .contains("IOException: Cannot ")
              .contains(run.home().toString())
              .contains("; perhaps ");
        }
      }
    }
    System.out.printf("%d puts were refused by the disk%n", refused);
    assertThat(refused).isGreaterThan(10);
  }

  /**
   * A call of the system.
   *
   * @param number which of the thread's calls of this name, from 1
   */
  private record Step(String call, int number) {}

  /**
   * A process that added files.
   *
   * @param lines what it acknowledged
   */
  private record Run(Path home, int exit, List<String> lines, String errors) {}

  private Run run(Step step, String interference) throws Exception {
    return run(
        step.call(),
        folder.resolve("log"),
        "-e",
        "inject=%s:%s:when=%d".formatted(step.call(), interference, step.number()));
  }

  private Run run(String calls, Path log, String... interference) throws Exception {
    number++;
    Path home = folder.resolve("home" + number);
    Path errors = folder.resolve("errors");
    List<String> command = new ArrayList<>();
    command.addAll(List.of("strace", "-f", "-qqq", "-e", "signal=none", "-e", "trace=" + calls));
    command.addAll(List.of("-o", log.toString()));
    command.addAll(List.of(interference));
    command.addAll(Adder.command(home, number, TURNS));
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exit = process.waitFor();
    List<String> lines = output.substring(0, output.lastIndexOf('\n') + 1).lines().toList();
    return new Run(home, exit, lines, Files.readString(errors));
  }

  /** What a process does that nobody interferes with. */
  private List<Step> steps(String calls) throws Exception {
    Path log = folder.resolve("steps");
    assertThat(run(calls, log)).extracting(Run::exit).isEqualTo(0);
    Map<String, Integer> counts = new HashMap<>();
    List<Step> steps = new ArrayList<>();
    for (String line : Files.readAllLines(log)) {
      Matcher call = CALL.matcher(line);
      if (call.matches()) {
        int count = counts.merge(call.group(1) + " " + call.group(2), 1, Integer::sum);
        steps.add(new Step(call.group(2), count));
      }
    }
    return steps;
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
