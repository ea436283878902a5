package net.neuralpro.connectors.media.video;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Media that cannot be read or written, with the rule that it breaks and the place. */
public final class MediaException extends IOException {

  private static final long serialVersionUID = 1L;

  private final String rule;
  private final String place;

  /**
   * @param rule the rule's id, such as {@code MEDIA-OPEN}
   * @param place the file, and where in it
   * @param message what was found and what may help
   */
  public MediaException(String rule, String place, String message) {
    this(rule, place, message, null);
  }

  MediaException(String rule, String place, String message, @Nullable Throwable cause) {
    super(rule + " at " + place + ": " + message, cause);
    this.rule = rule;
    this.place = place;
  }

  /** The id of the rule that was broken. */
  public String rule() {
    return rule;
  }

  /** The file, and where in it. */
  public String place() {
    return place;
  }
}
