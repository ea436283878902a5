package net.neuralpro.connectors.storage.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.MalformedContentException;
import net.neuralpro.schemas.derivation.Outcome;
import net.neuralpro.schemas.derivation.OutcomeIndex;

/** Outcomes as files named by their derivation. A file that cannot be read is as if not there. */
public final class EmbeddedOutcomeIndex implements OutcomeIndex {
  private final Path folder;

  public EmbeddedOutcomeIndex(Path folder) {
    this.folder = folder;
  }

  @Override
  public Optional<Outcome> find(Cid derivation) throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file(derivation));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    try {
      Outcome outcome = DagJson.read(bytes, Outcome.class);
      return outcome.derivation().equals(derivation) ? Optional.of(outcome) : Optional.empty();
    } catch (MalformedContentException e) {
      return Optional.empty();
    }
  }

  @Override
  public void record(Outcome outcome) throws IOException {
    if (find(outcome.derivation()).isEmpty()) {
      AtomicFile.write(file(outcome.derivation()), DagJson.write(outcome));
    }
  }

  private Path file(Cid derivation) {
    String name = derivation.toString();
    return folder.resolve(name.substring(name.length() - 2)).resolve(name + ".json");
  }
}
