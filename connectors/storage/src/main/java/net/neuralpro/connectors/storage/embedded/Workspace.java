package net.neuralpro.connectors.storage.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import net.neuralpro.connectors.storage.ContentStore;
import net.neuralpro.connectors.storage.contents.BlockContents;

/**
 * A person's workspace: the folder that holds their blocks, outcomes, keys and catalogue. Only its
 * owner may look into it, since recordings and keys are private.
 */
public record Workspace(Path home) {
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

  public EmbeddedBlockStore blocks() throws IOException {
    return EmbeddedBlockStore.open(home.resolve("blocks"));
  }

  /** Files, folders and graphs, above the blocks. */
  public ContentStore contents() throws IOException {
    EmbeddedBlockStore blocks = blocks();
    return new BlockContents(
        blocks, pins(), pins -> blocks.status(home, pins), home.resolve("staging"), blocks);
  }

  /** What is to stay. */
  public EmbeddedPinBook pins() {
    return new EmbeddedPinBook(home.resolve("pins"));
  }

  public EmbeddedOutcomeIndex outcomes() {
    return new EmbeddedOutcomeIndex(home.resolve("outcomes"));
  }

  public EmbeddedLatestDerivations latest() {
    return new EmbeddedLatestDerivations(home.resolve("catalogue").resolve("latest"));
  }

  /** Where keys are kept, encrypted. */
  public Path keys() {
    return home.resolve("keys");
  }
}
