package net.neuralpro.noderunner.protocol;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import net.neuralpro.connectors.storage.embedded.AtomicFile;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.MalformedContentException;

/** Where a network's description is found: a file, a scheduler's address, or the workspace. */
public final class NetworkFiles {
  /** The file's name in the workspace of a scheduler. */
  public static final String FILE = "network.json";

  private NetworkFiles() {}

  /**
   * A network.
   *
   * @param named a file, or the address of a scheduler; by default the workspace's own file
   * @param workspace of whoever asks
   * @throws RefusedCallException PROTOCOL-NETWORK if there is none
   */
  public static NetworkDescription read(Optional<String> named, Path workspace) throws IOException {
    if (named.filter(name -> name.matches("https?://.*")).isPresent()) {
      return SchedulerCalls.describe(URI.create(named.get()));
    }
    Path file = named.map(Path::of).orElseGet(() -> workspace.resolve(FILE));
    try {
      if (Files.size(file) > Protocol.MAX_MESSAGE) {
        throw new RefusedCallException(
            "PROTOCOL-NETWORK", "Cannot use %s as a network: it is too long".formatted(file));
      }
      return DagJson.read(Files.readAllBytes(file), NetworkDescription.class);
    } catch (NoSuchFileException e) {
      throw new RefusedCallException(
          "PROTOCOL-NETWORK",
          ("Cannot find the network %s; perhaps start one by neural scheduler start, or name its"
                  + " scheduler by --network http://HOST:PORT")
              .formatted(file));
    } catch (MalformedContentException e) {
      throw new RefusedCallException(
          "PROTOCOL-NETWORK", "Cannot use %s as a network: %s".formatted(file, e.getMessage()));
    }
  }

  /** Writes a network into the workspace of its scheduler, whole or not at all. */
  public static Path write(NetworkDescription network, Path workspace) throws IOException {
    Path file = workspace.resolve(FILE);
    AtomicFile.write(file, DagJson.write(network));
    return file;
  }
}
