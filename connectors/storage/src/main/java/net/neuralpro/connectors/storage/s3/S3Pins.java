package net.neuralpro.connectors.storage.s3;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.neuralpro.connectors.storage.Pin;
import net.neuralpro.connectors.storage.StorageException;
import net.neuralpro.connectors.storage.contents.PinBook;
import net.neuralpro.schemas.content.Cid;

/**
 * Pins as objects beside the blocks: {@code pins/<root>}, each of which holds the pin's name. Two
 * processes can pin at the same time, since none rewrites what another wrote.
 */
final class S3Pins implements PinBook {
  private static final String FOLDER = "pins/";
  private static final int MAX_NAME = 1024;

  private final S3Bucket bucket;

  S3Pins(S3Bucket bucket) {
    this.bucket = bucket;
  }

  @Override
  public void put(Pin pin) throws IOException {
    byte[] name = pin.name().getBytes(StandardCharsets.UTF_8);
    bucket.replace(FOLDER + pin.root(), name);
  }

  @Override
  public void remove(Cid root) throws IOException {
    bucket.delete(FOLDER + root);
  }

  @Override
  public List<Pin> list() throws IOException {
    List<String> roots = new ArrayList<>();
    bucket.list(FOLDER, object -> roots.add(object.name()));
    List<Pin> pins = new ArrayList<>();
    for (String root : roots) {
      Optional<byte[]> name = bucket.get(FOLDER + root, MAX_NAME);
      if (name.isPresent()) {
        pins.add(pin(root, new String(name.get(), StandardCharsets.UTF_8)));
      }
    }
    pins.sort(null);
    return pins;
  }

  private Pin pin(String root, String name) throws StorageException {
    try {
      return new Pin(Cid.parse(root), name);
    } catch (IllegalArgumentException e) {
      throw new StorageException(
          "S3-ALTERED",
          "Cannot read the pins of "
              + bucket.location()
              + ": one of them is none: "
              + e.getMessage()
              + "; delete that object",
          e);
    }
  }
}
