package net.neuralpro.pipelines.flows.submit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import net.neuralpro.connectors.storage.embedded.AtomicFile;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.recording.Registration;

/**
 * What a workspace knows of how recordings were registered, a file for each.
 *
 * @param folder where the files are
 */
public record RegistrationBook(Path folder) {
  /** Keeps how a recording was registered; what was known before stays. */
  public void keep(Cid recording, Registration registration) throws IOException {
    if (!registration.opens(recording)) {
      throw new IllegalArgumentException("Cannot keep the registration of another recording");
    }
    if (find(recording).isEmpty()) {
      AtomicFile.write(file(recording), DagJson.write(registration));
    }
  }

  /** How a recording was registered, if that is known. */
  public Optional<Registration> find(Cid recording) throws IOException {
    try {
      return Optional.of(DagJson.read(Files.readAllBytes(file(recording)), Registration.class));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private Path file(Cid recording) {
    return folder.resolve(recording + ".json");
  }
}
