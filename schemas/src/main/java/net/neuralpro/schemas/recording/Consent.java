package net.neuralpro.schemas.recording;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/**
 * What the contributor agrees to.
 *
 * @param publication who may get the bytes
 * @param computation whose machines may work on them
 * @param note what people need to know of it, at most 1000 letters; may be empty
 */
public record Consent(Publication publication, Computation computation, String note) {
  /** Nothing is published and nobody else's machine sees it. */
  public static final Consent NONE = new Consent(Publication.NONE, Computation.OWN_MACHINE, "");

  private static final int MAX_NOTE = 1000;

  public Consent {
    if (note.length() > MAX_NOTE) {
      throw new IllegalArgumentException(
          "Cannot keep a note on consent of " + note.length() + " letters: at most " + MAX_NOTE);
    }
  }

  /** Who may get the bytes of the recording and of what is derived from it. */
  public enum Publication {
    /** Everybody. */
    PUBLIC,
    /** Those whom the contributor or the dataset's keeper admits. */
    RESTRICTED,
    /** Nobody: it stays in the workspace. */
    NONE;

    @JsonValue
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static Publication of(String name) {
      return named(Publication.class, name);
    }
  }

  /** Whose machines may work on the recording. */
  public enum Computation {
    /** Only the one that it was submitted on. */
    OWN_MACHINE,
    /** Nodes that the contributor or the requester names. */
    ALLOWED_NODES,
    /** Any node. */
    ANY;

    @JsonValue
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static Computation of(String name) {
      return named(Computation.class, name);
    }
  }

  private static <E extends Enum<E>> E named(Class<E> type, String name) {
    for (E value : type.getEnumConstants()) {
      if (value.toString().equals(name)) {
        return value;
      }
    }
    throw new IllegalArgumentException(
        "Cannot find '%s' among %s".formatted(name, Arrays.toString(type.getEnumConstants())));
  }
}
