package net.neuralpro.connectors.media.video;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A container, as it declares itself.
 *
 * @param format libav's names of the container, such as {@code mov,mp4,m4a,3gp,3g2,mj2}
 * @param duration its length in nanoseconds, where declared
 * @param streams its streams, by index
 * @param mainVideo index of the video stream that a player would show
 * @param metadata its tags (creation time, place, maker, …) sorted by name
 * @param contentCredentials whether a C2PA manifest store is embedded
 */
public record ContainerDescription(
    String format,
    OptionalLong duration,
    List<StreamDescription> streams,
    OptionalInt mainVideo,
    Map<String, String> metadata,
    ContentCredentials contentCredentials) {

  /** Whether a C2PA manifest store is embedded. */
  public enum ContentCredentials {
    PRESENT,
    ABSENT
  }

  public ContainerDescription {
    streams = List.copyOf(streams);
  }

  /** The first stream with this four-character code. */
  public Optional<StreamDescription> streamTagged(String codecTag) {
    return streams.stream().filter(stream -> stream.codecTag().equals(codecTag)).findFirst();
  }
}
