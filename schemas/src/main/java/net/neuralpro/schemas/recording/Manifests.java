package net.neuralpro.schemas.recording;

import java.util.Arrays;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.MalformedContentException;

/** Reads the blocks of manifests, each of which has one text only. */
final class Manifests {
  private Manifests() {}

  static <T> T read(byte[] bytes, Class<T> type) throws MalformedContentException {
    T value = DagJson.read(bytes, type);
    if (!Arrays.equals(DagJson.write(value), bytes)) {
      throw new MalformedContentException(
          "Cannot read a " + type.getSimpleName() + ": it is not written in its one form");
    }
    return value;
  }
}
