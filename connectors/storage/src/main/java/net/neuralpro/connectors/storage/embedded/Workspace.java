package net.neuralpro.connectors.storage.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import net.neuralpro.connectors.storage.ContentStore;
import net.neuralpro.connectors.storage.contents.BlockContents;

/**
 * A person's workspace: the folder that holds their blocks, outcomes, keys and catalogue. Only its
 * owner may look into it, since recordings and keys are private.
 */
public record Workspace(Path home) {
  /** The environment variable that names the workspace. */
  public static final String VARIABLE = "NEURAL_HOME";

  /** The workspace in this folder, which is made if it is not there. */
  public static Workspace open(Path home) throws IOException {
    if (!Files.isDirectory(home)) {
      try {
        Files.createDirectories(home.toAbsolutePath().getParent());
        Files.createDirectory(
            home,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      } catch (IOException e) {
        if (!Files.isDirectory(home)) {
          throw new IOException(
              "Cannot make the workspace "
                  + home
                  + ": "
                  + e
                  + "; perhaps set NEURAL_HOME to a folder that you may write",
              e);
        }
      }
    }
    return new Workspace(home.toAbsolutePath());
  }

  /** Where the workspace is that this environment names: NEURAL_HOME, by default ~/.neural. */
  public static Path home(Map<String, String> environment) {
    return Optional.ofNullable(environment.get(VARIABLE))
        .filter(home -> !home.isEmpty())
        .map(Path::of)
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".neural"));
  }

  public EmbeddedBlockStore blocks() throws IOException {
    return EmbeddedBlockStore.open(blocksFolder());
  }

  /** Files, folders and graphs, above the blocks. */
  public ContentStore contents() throws IOException {
    EmbeddedBlockStore blocks = blocks();
    return new BlockContents(
        blocks, pins(), pins -> blocks.status(home, pins), stagingFolder(), blocks);
  }

  /** What is to stay. */
  public EmbeddedPinBook pins() {
    return new EmbeddedPinBook(pinsFolder());
  }

  public EmbeddedOutcomeIndex outcomes() {
    return new EmbeddedOutcomeIndex(outcomesFolder());
  }

  public EmbeddedLatestDerivations latest() {
    return new EmbeddedLatestDerivations(latestFolder());
  }

  public EmbeddedMakers makers() {
    return new EmbeddedMakers(home.resolve("catalogue").resolve("makers"));
  }

  Path blocksFolder() {
    return home.resolve("blocks");
  }

  Path pinsFolder() {
    return home.resolve("pins");
  }

  Path outcomesFolder() {
    return home.resolve("outcomes");
  }

  Path latestFolder() {
    return home.resolve("catalogue").resolve("latest");
  }

  Path stagingFolder() {
    return home.resolve("staging");
  }

  Path quarantineFolder() {
    return home.resolve("quarantine");
  }

  /** Where keys are kept, encrypted. */
  public Path keys() {
    return home.resolve("keys");
  }
}
