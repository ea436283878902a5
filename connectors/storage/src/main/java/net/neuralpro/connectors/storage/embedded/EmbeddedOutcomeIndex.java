package net.neuralpro.connectors.storage.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.MalformedContentException;
import net.neuralpro.schemas.derivation.Outcome;
import net.neuralpro.schemas.derivation.OutcomeIndex;

/** Outcomes as files named by their derivation. A file that cannot be read is as if not there. */
public final class EmbeddedOutcomeIndex implements OutcomeIndex {
  private static final String SUFFIX = ".json";
  private static final int MAX_KEPT = 4096;

  private final Path folder;

  /** What was read last, since a run asks for an outcome again when it writes its lineage. */
  private final Map<Cid, Outcome> kept =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Cid, Outcome> eldest) {
              return size() > MAX_KEPT;
            }
          });

  public EmbeddedOutcomeIndex(Path folder) {
    this.folder = folder;
  }

  @Override
  public Optional<Outcome> find(Cid derivation) throws IOException {
    Outcome known = kept.get(derivation);
    return known == null ? read(derivation) : Optional.of(known);
  }

  private Optional<Outcome> read(Cid derivation) throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file(derivation));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    try {
      Outcome outcome = DagJson.read(bytes, Outcome.class);
      if (!outcome.derivation().equals(derivation)) {
        return Optional.empty();
      }
      kept.put(derivation, outcome);
      return Optional.of(outcome);
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

  /** Every outcome that can be read. */
  List<Outcome> all() throws IOException {
    List<Outcome> outcomes = new ArrayList<>();
    for (Path file : FolderFiles.of(folder)) {
      String name = file.getFileName().toString();
      if (name.endsWith(SUFFIX)) {
        try {
          find(Cid.parse(name.substring(0, name.length() - SUFFIX.length())))
              .ifPresent(outcomes::add);
        } catch (IllegalArgumentException e) {
          continue;
        }
      }
    }
    return outcomes;
  }

  private Path file(Cid derivation) {
    String name = derivation.toString();
    return folder.resolve(name.substring(name.length() - 2)).resolve(name + SUFFIX);
  }
}
