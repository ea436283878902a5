package net.neuralpro.schemas.clip;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** What happens in an event. */
public enum EventType {
  /** The vehicle stands. */
  STOP,
  /** The vehicle moves off after it stood. */
  START,
  TURN_LEFT,
  TURN_RIGHT,
  HARD_BRAKE;

  @JsonValue
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The type of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  @JsonCreator
  public static EventType of(String name) {
    return Arrays.stream(values())
        .filter(type -> type.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Cannot find event type '" + name + "' among " + Arrays.toString(values())));
  }
}
