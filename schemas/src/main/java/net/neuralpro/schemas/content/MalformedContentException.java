package net.neuralpro.schemas.content;

import java.io.IOException;

/** Bytes are not what their codec or their reader says they must be. */
public final class MalformedContentException extends IOException {
  private static final long serialVersionUID = 1;

  public MalformedContentException(String message) {
    super(message);
  }

  public MalformedContentException(String message, Throwable cause) {
    super(message, cause);
  }
}
