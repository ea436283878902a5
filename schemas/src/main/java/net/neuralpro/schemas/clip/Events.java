package net.neuralpro.schemas.clip;

import java.util.List;

/** The events of a recording's clips, by clip, then in the order of their starts. */
public record Events(List<Event> events) {
  public Events {
    events = events.stream().sorted().toList();
  }
}
