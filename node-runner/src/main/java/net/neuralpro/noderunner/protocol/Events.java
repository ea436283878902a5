package net.neuralpro.noderunner.protocol;

import java.util.List;

/** Events in the order of their numbers. */
public record Events(List<Event> events) {
  public Events {
    events = List.copyOf(events);
    Limits.requireItems("events", events.size());
  }
}
