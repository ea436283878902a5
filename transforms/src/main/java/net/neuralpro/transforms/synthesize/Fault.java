package net.neuralpro.transforms.synthesize;

import java.util.List;
import java.util.Locale;

/** What can be wrong with a recording. */
public enum Fault {
  /** Nothing. */
  NONE("Nothing is wrong with it"),
  CUT("The picture jumps to another place", "VIDEO"),
  FREEZE("A frame is repeated while the vehicle drives on", "VIDEO", "SCORE"),
  GAP("The times of the frames jump by more than a second", "VIDEO"),
  BLACK("A stretch of the frames is black", "VIDEO", "SCORE"),
  COPY("A copy of the first recording, said to be of another device", "DEDUP"),
  REMUX("The first recording's footage in a Matroska container", "DEDUP"),
  REENCODE("The first recording's footage at half the size and a lower quality", "DEDUP"),
  TRUNCATED("The video ends after 60 % of its bytes", "VIDEO", "MEDIA"),
  FLIPPED("Bits of the coded pictures are flipped", "VIDEO", "MEDIA"),
  NAN("Rows of the IMU's log are not numbers", "SENSOR"),
  SHORT_SENSOR("The IMU's log ends at half of the video", "SENSOR"),
  NO_FIX("The GNSS receiver has no fix", "GNSS"),
  NO_LICENCE("No licence is declared", "LICENCE");

  private final String description;
  private final List<String> ruleFamilies;

  Fault(String description, String... ruleFamilies) {
    this.description = description;
    this.ruleFamilies = List.of(ruleFamilies);
  }

  /** One sentence, without a full stop. */
  public String description() {
    return description;
  }

  /** Families of the rules by which it should be found. */
  public List<String> ruleFamilies() {
    return ruleFamilies;
  }

  /** Whether it is the first clean recording once more. */
  public boolean isDerived() {
    return this == COPY || this == REMUX || this == REENCODE;
  }

  /** A recording's name, such as {@code short-sensor}. */
  String recordingName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
