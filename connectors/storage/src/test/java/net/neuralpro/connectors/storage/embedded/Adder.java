package net.neuralpro.connectors.storage.embedded;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import net.neuralpro.connectors.storage.ContentStore;
import net.neuralpro.connectors.storage.Pin;
import net.neuralpro.schemas.content.Cid;

/** A process that adds files and says so when each was acknowledged. */
final class Adder {
  private Adder() {}

  /** Adds and pins the files of a seed for ever, into the workspace in a folder. */
  public static void main(String[] arguments) throws IOException {
    long seed = Long.parseLong(arguments[1]);
    try (ContentStore store = Workspace.open(Path.of(arguments[0])).contents()) {
      for (int turn = 0; ; turn++) {
        Cid cid = store.addFile(new ByteArrayInputStream(bytes(seed, turn)));
        store.pin(new Pin(cid, "turn " + turn));
        System.out.println(turn + " " + cid);
        System.out.flush();
      }
    }
  }

  static byte[] bytes(long seed, int turn) {
    byte[] bytes = new byte[(turn % 3) * (1 << 20) + 100_000];
    new Random(seed * 1_000_003 + turn).nextBytes(bytes);
    return bytes;
  }
}
