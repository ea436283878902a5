package net.neuralpro.connectors.storage.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import net.neuralpro.connectors.storage.ByteRange;
import net.neuralpro.connectors.storage.ContentStore;
import net.neuralpro.connectors.storage.Pin;
import net.neuralpro.schemas.content.Cid;

/** A process that adds files and says so when each was acknowledged. */
final class Adder {
  private Adder() {}

  /**
   * Adds and pins files of a seed, into the workspace in a folder that is opened anew for each.
   * Arguments: the folder, the seed, how many files.
   */
  public static void main(String[] arguments) throws IOException {
    Path home = Path.of(arguments[0]);
    long seed = Long.parseLong(arguments[1]);
    int turns = Integer.parseInt(arguments[2]);
    for (int turn = 0; turn < turns; turn++) {
      try (ContentStore store = Workspace.open(home).contents()) {
        Cid cid = store.addFile(new ByteArrayInputStream(bytes(seed, turn)));
        store.pin(new Pin(cid, "turn " + turn));
        System.out.println(turn + " " + cid);
        System.out.flush();
      }
    }
  }

  /** The command of a process that does this. */
  static List<String> command(Path home, long seed, int turns) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx64m",
        "-XX:TieredStopAtLevel=1",
        "-XX:-UsePerfData",
        "-cp",
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
        Adder.class.getName(),
        home.toString(),
        Long.toString(seed),
        Integer.toString(turns));
  }

  /**
   * Holds a workspace against what such processes said.
   *
   * @param lines what they printed
   */
  static void verify(Workspace workspace, long seed, List<String> lines) throws IOException {
    assertThat(new StoreCheck(workspace, read -> {}).check().problems()).isEmpty();
    try (ContentStore store = workspace.contents()) {
      for (String line : lines) {
        String[] words = line.split(" ");
        Cid cid = Cid.parse(words[1]);
        assertThat(store.open(cid, ByteRange.ALL).readAllBytes())
            .isEqualTo(bytes(seed, Integer.parseInt(words[0])));
        assertThat(store.pins()).anyMatch(pin -> pin.root().equals(cid));
      }
    }
  }

  static byte[] bytes(long seed, int turn) {
    byte[] bytes = new byte[(turn % 3) * (1 << 20) + 100_000];
    new Random(seed * 1_000_003 + turn).nextBytes(bytes);
    return bytes;
  }
}
