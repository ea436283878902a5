package net.neuralpro.schemas.clip;

import java.util.List;

/** The clips of a recording, by index, in the order of their rows. */
public record Clips(List<Clip> clips) {
  public Clips {
    clips = List.copyOf(clips);
    for (int index = 0; index < clips.size(); index++) {
      if (clips.get(index).index() != index) {
        throw new IllegalArgumentException("Cannot number a recording's clips with a hole");
      }
    }
  }
}
