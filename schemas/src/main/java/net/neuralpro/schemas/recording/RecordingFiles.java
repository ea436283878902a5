package net.neuralpro.schemas.recording;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.DagJson;

/**
 * The files of a recording, whoever gives them: what is read out of them is the same for everybody
 * and is known before anything is signed.
 *
 * @param streams sorted by path; 1 to 4096, none at a path inside another's
 */
public record RecordingFiles(List<StreamFile> streams) {
  public static final int MAX_STREAMS = 4096;

  public RecordingFiles {
    streams = streams.stream().sorted().toList();
    if (streams.isEmpty() || streams.size() > MAX_STREAMS) {
      throw new IllegalArgumentException(
          "Cannot make a manifest of " + streams.size() + " streams: 1 to " + MAX_STREAMS);
    }
    requireDistinct(streams);
  }

  private static void requireDistinct(List<StreamFile> streams) {
    Set<String> taken = new HashSet<>();
    for (StreamFile stream : streams) {
      if (!taken.add(stream.path())) {
        throw new IllegalArgumentException("Cannot have two streams at " + stream.path());
      }
    }
    for (StreamFile stream : streams) {
      String path = stream.path();
      for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
        if (taken.contains(path.substring(0, slash))) {
          throw new IllegalArgumentException(
              "Cannot have a stream at " + path + ": a part of its path is a file");
        }
      }
    }
  }

  public Block block() {
    return DagJson.block(this);
  }
}
