package net.neuralpro.connectors.storage.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.derivation.LatestDerivations;

/** The latest derivations as small files, by operator and subject. */
public final class EmbeddedLatestDerivations implements LatestDerivations {
  private final Path folder;

  public EmbeddedLatestDerivations(Path folder) {
    this.folder = folder;
  }

  @Override
  public Optional<Cid> find(String operator, Cid subject) throws IOException {
    try {
      return Optional.of(Cid.parse(Files.readString(file(operator, subject))));
    } catch (NoSuchFileException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public void remember(String operator, Cid subject, Cid derivation) throws IOException {
    if (!find(operator, subject).equals(Optional.of(derivation))) {
      AtomicFile.write(
          file(operator, subject), derivation.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Every subject and derivation that is remembered. */
  List<Cid> all() throws IOException {
    List<Cid> cids = new ArrayList<>();
    for (Path file : FolderFiles.of(folder)) {
      if (!AtomicFile.isTemporary(file)) {
        try {
          cids.add(Cid.parse(file.getFileName().toString()));
          cids.add(Cid.parse(Files.readString(file)));
        } catch (IllegalArgumentException e) {
          continue;
        }
      }
    }
    return cids;
  }

  private Path file(String operator, Cid subject) {
    return folder.resolve(operator).resolve(subject.toString());
  }
}
