package net.neuralpro.schemas.recording;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What made a recording. */
public record Device(Optional<String> make, Optional<String> model, Optional<String> serial) {
  /** A device of which only the model is known. */
  public static Device ofModel(String model) {
    return new Device(Optional.empty(), Optional.of(model), Optional.empty());
  }

  /**
   * Make, model and serial number in one text, or empty if none is known: what {@link
   * PrivateHalf#device} says where the contributor says nothing else.
   */
  public Optional<String> text() {
    String text =
        Stream.of(make, model, serial).flatMap(Optional::stream).collect(Collectors.joining(" "));
    return text.isBlank()
        ? Optional.empty()
        : Optional.of(text.substring(0, Math.min(text.length(), PrivateHalf.MAX_DEVICE)));
  }
}
