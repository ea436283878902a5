package net.neuralpro.noderunner.protocol;

import java.util.Optional;

/**
 * What a computer gives to one task at a time.
 *
 * @param processors in thousandths of one
 * @param memory bytes
 * @param disk bytes of outputs and scratch
 * @param bandwidth bytes per second, up and down each
 * @param accelerator its model, if there is one
 */
public record Resources(
    int processors, long memory, long disk, long bandwidth, Optional<String> accelerator) {
  public Resources {
    if (processors < 1 || memory < 1 || disk < 1 || bandwidth < 1) {
      throw new IllegalArgumentException("Cannot offer nothing of a resource");
    }
    if (accelerator.filter(model -> model.isBlank() || model.length() > 200).isPresent()) {
      throw new IllegalArgumentException("Cannot name an accelerator by so many letters");
    }
  }
}
