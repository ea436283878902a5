package net.neuralpro.connectors.messaging;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/** A named piece of work, as it is offered to a queue. */
public final class Work {
  /** The longest body, in bytes. */
  public static final int MAX_BODY = 64 << 10;

  /** The priorities are 0 to this; the higher one is handed out first. */
  public static final int MAX_PRIORITY = 9;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,128}");

  private final String id;
  private final String lane;
  private final int priority;
  private final byte[] body;

  /**
   * A piece of work.
   *
   * @param id its name: 1 to 128 of the letters, digits, dots, hyphens and underscores of ASCII
   * @param lane whose share it is counted to, named alike
   * @param priority 0 to {@value #MAX_PRIORITY}
   * @param body at most {@value #MAX_BODY} bytes, which the queue does not look into
   */
  public Work(String id, String lane, int priority, byte[] body) {
    requireName("id", id);
    requireName("lane", lane);
    if (priority < 0 || priority > MAX_PRIORITY) {
      throw new IllegalArgumentException(
          "Cannot use priority %d: 0 to %d".formatted(priority, MAX_PRIORITY));
    }
    if (body.length > MAX_BODY) {
      throw new IllegalArgumentException(
          "Cannot queue a body of %d bytes: at most %d".formatted(body.length, MAX_BODY));
    }
    this.id = id;
    this.lane = lane;
    this.priority = priority;
    this.body = body.clone();
  }

  /** Checks a name: 1 to 128 of the letters, digits, dots, hyphens and underscores of ASCII. */
  public static void requireName(String what, String name) {
    if (!NAME.matcher(name).matches()) {
      String shown = name.length() > 128 ? name.substring(0, 128) + "…" : name;
      throw new IllegalArgumentException("Cannot use '%s' as %s of work".formatted(shown, what));
    }
  }

  public String id() {
    return id;
  }

  public String lane() {
    return lane;
  }

  public int priority() {
    return priority;
  }

  public byte[] body() {
    return body.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Work work
        && id.equals(work.id)
        && lane.equals(work.lane)
        && priority == work.priority
        && Arrays.equals(body, work.body);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "Work[%s, lane %s, priority %d, %d bytes]", id, lane, priority, body.length);
  }
}
