package net.neuralpro.connectors.storage.embedded;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.neuralpro.connectors.storage.Pin;
import net.neuralpro.connectors.storage.StorageException;
import net.neuralpro.connectors.storage.contents.PinBook;
import net.neuralpro.schemas.content.Cid;

/** Pins as files that are named by their roots and hold their names. */
public final class EmbeddedPinBook implements PinBook {
  private final Path folder;

  public EmbeddedPinBook(Path folder) {
    this.folder = folder;
  }

  @Override
  public void put(Pin pin) throws IOException {
    AtomicFile.write(
        folder.resolve(pin.root().toString()), pin.name().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void remove(Cid root) throws IOException {
    if (Files.deleteIfExists(folder.resolve(root.toString()))) {
      AtomicFile.force(folder);
    }
  }

  @Override
  public List<Pin> list() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(file -> !AtomicFile.isTemporary(file)).toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
    List<Pin> pins = new ArrayList<>();
    for (Path file : files) {
      try {
        pins.add(new Pin(Cid.parse(file.getFileName().toString()), Files.readString(file)));
      } catch (NoSuchFileException e) {
        continue;
      } catch (IllegalArgumentException | CharacterCodingException e) {
        throw new StorageException(
            "STORE-PIN-DAMAGED",
            "Cannot read the pins in %s: %s is none; perhaps move it elsewhere"
                .formatted(folder, file.getFileName()),
            e);
      }
    }
    return pins.stream().sorted().toList();
  }
}
