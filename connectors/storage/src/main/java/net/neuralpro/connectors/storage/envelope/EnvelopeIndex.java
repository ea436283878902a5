package net.neuralpro.connectors.storage.envelope;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.neuralpro.connectors.storage.StorageException;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.MalformedContentException;

/**
 * What an envelope holds. It is encrypted, padded to a power of two.
 *
 * @param root what the files are together: the root of a dataset
 * @param files by path
 */
record EnvelopeIndex(Cid root, List<EnvelopeFile> files) {
  static final int MAX_FILES = 1 << 16;
  static final int MIN_BYTES = 1 << 12;
  static final int MAX_BYTES = 1 << 24;

  EnvelopeIndex {
    files = files.stream().sorted().toList();
    if (files.size() > MAX_FILES) {
      throw new IllegalArgumentException("Cannot list more than " + MAX_FILES + " files");
    }
    Set<ObjectId> objects = new HashSet<>();
    Set<String> paths = new HashSet<>();
    for (EnvelopeFile file : files) {
      if (!paths.add(file.path()) || !objects.add(file.object())) {
        throw new IllegalArgumentException("Cannot list a path or an object twice");
      }
    }
    for (String path : paths) {
      for (int end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
        if (paths.contains(path.substring(0, end))) {
          throw new IllegalArgumentException("Cannot list a path as a file and as a folder");
        }
      }
    }
  }

  /** The padded bytes: 4 with the length of the JSON, big endian, the JSON, zeros. */
  byte[] padded() throws StorageException {
    byte[] json = DagJson.write(this);
    int needed = Integer.BYTES + json.length;
    if (needed > MAX_BYTES) {
      throw new StorageException(
          "ENVELOPE-LIMIT",
          "Cannot put so many files into an envelope: their list has "
              + json.length
              + " bytes; perhaps make several");
    }
    int length = Math.max(MIN_BYTES, Integer.highestOneBit(2 * needed - 1));
    return ByteBuffer.allocate(length).putInt(json.length).put(json).array();
  }

  static EnvelopeIndex ofPadded(byte[] padded, String place) throws IOException {
    int length = ByteBuffer.wrap(padded).getInt();
    if (length < 0 || length > padded.length - Integer.BYTES) {
      throw malformed(place, "it is longer than its object");
    }
    try {
      return DagJson.read(
          Arrays.copyOfRange(padded, Integer.BYTES, Integer.BYTES + length), EnvelopeIndex.class);
    } catch (MalformedContentException e) {
      throw malformed(place, String.valueOf(e.getMessage()));
    }
  }

  private static StorageException malformed(String place, String reason) {
    return new StorageException(
        "ENVELOPE-MALFORMED", "Cannot read the index of " + place + ": " + reason);
  }
}
