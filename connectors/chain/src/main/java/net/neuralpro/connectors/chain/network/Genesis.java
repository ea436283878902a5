package net.neuralpro.connectors.chain.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameterName;

/** When the first epoch of a network begins: it stays the same however often deploying is begun. */
final class Genesis {
  private static final String FILE = "genesis";

  private Genesis() {}

  /**
   * The time of the newest block when this was asked first.
   *
   * @param folder where it is written down
   * @return seconds since 1970
   */
  static long of(Path folder, Web3j web3j) throws IOException {
    Path file = folder.resolve(FILE);
    if (Files.exists(file)) {
      String text = Files.readString(file);
      if (text.matches("[0-9]{1,12}\n")) {
        return Long.parseLong(text.strip());
      }
    }
    long now =
        web3j
            .ethGetBlockByNumber(DefaultBlockParameterName.LATEST, false)
            .send()
            .getBlock()
            .getTimestamp()
            .longValueExact();
    Files.createDirectories(folder);
    Files.writeString(file, now + "\n");
    return now;
  }
}
