package net.neuralpro.pipelines.flows.dataset;

import java.io.IOException;

/** A dataset does not have the sample that was asked for, or the question is none. */
public final class NoSuchSampleException extends IOException {
  private static final long serialVersionUID = 1;

  NoSuchSampleException(String message) {
    super(message);
  }
}
