package net.neuralpro.schemas.recording;

import java.util.Optional;

/** What made a recording. */
public record Device(Optional<String> make, Optional<String> model, Optional<String> serial) {
  /** A device of which only the model is known. */
  public static Device ofModel(String model) {
    return new Device(Optional.empty(), Optional.of(model), Optional.empty());
  }
}
