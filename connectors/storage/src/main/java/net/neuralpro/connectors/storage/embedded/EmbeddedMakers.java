package net.neuralpro.connectors.storage.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.MalformedContentException;
import net.neuralpro.schemas.derivation.Maker;

/**
 * Which nodes ran which derivations, as small files. One that cannot be read is as if not there.
 */
public final class EmbeddedMakers {
  private final Path folder;

  public EmbeddedMakers(Path folder) {
    this.folder = folder;
  }

  /** The node that ran a derivation last; empty if it ran on this machine or nobody noted it. */
  public Optional<Maker> find(Cid derivation) throws IOException {
    try {
      return Optional.of(DagJson.read(Files.readAllBytes(file(derivation)), Maker.class));
    } catch (NoSuchFileException | MalformedContentException e) {
      return Optional.empty();
    }
  }

  public void record(Cid derivation, Maker maker) throws IOException {
    AtomicFile.write(file(derivation), DagJson.write(maker));
  }

  private Path file(Cid derivation) {
    String name = derivation.toString();
    return folder.resolve(name.substring(name.length() - 2)).resolve(name + ".json");
  }
}
