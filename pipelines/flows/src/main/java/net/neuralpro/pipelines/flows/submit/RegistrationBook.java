package net.neuralpro.pipelines.flows.submit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.neuralpro.connectors.storage.embedded.AtomicFile;
import net.neuralpro.connectors.storage.embedded.Workspace;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.recording.Registration;

/**
 * What a workspace knows of how recordings were registered, a file for each.
 *
 * @param folder where the files are
 */
public record RegistrationBook(Path folder) {
  private static final String SUFFIX = ".json";

  /** The book of a workspace. */
  public static RegistrationBook of(Workspace workspace) {
    return new RegistrationBook(workspace.home().resolve("registrations"));
  }

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

  /** How all known recordings were registered, by recording. */
  public SortedMap<Cid, Registration> all() throws IOException {
    SortedMap<Cid, Registration> all = new TreeMap<>();
    if (!Files.isDirectory(folder)) {
      return all;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(SUFFIX) && !name.startsWith(".")) {
          Cid recording = Cid.parse(name.substring(0, name.length() - SUFFIX.length()));
          all.put(recording, DagJson.read(Files.readAllBytes(file), Registration.class));
        }
      }
    }
    return all;
  }

  private Path file(Cid recording) {
    return folder.resolve(recording + SUFFIX);
  }
}
