package net.neuralpro.connectors.media.recording;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.neuralpro.schemas.recording.RecordingDeclaration;

/** What a file of a recording is, by its name. */
public enum FileRole {
  /** A container with video, and perhaps with telemetry. */
  VIDEO,
  /** A recording.yaml. */
  DECLARATION,
  /** DJI telemetry as subtitles. */
  SUBTITLES,
  /** A GPX track. */
  TRACK,
  /** A CSV or Parquet table, which a declaration must explain. */
  TABLE,
  /** GPMF payloads without their container. */
  PAYLOADS,
  /** Part of a folder that is read as a whole, such as a NumPy array. */
  PART,
  /** A text for people. */
  TEXT,
  /** A half of a signed manifest, or its registration: it belongs to the recording beside it. */
  MANIFEST,
  /** Nothing that can be read. */
  UNSUPPORTED;

  private static final List<String> MANIFEST_SUFFIXES =
      List.of(".manifest.json", ".private.json", ".registration.json");

  private static final Map<String, FileRole> BY_EXTENSION =
      Map.ofEntries(
          Map.entry("mp4", VIDEO),
          Map.entry("mov", VIDEO),
          Map.entry("m4v", VIDEO),
          Map.entry("mkv", VIDEO),
          Map.entry("webm", VIDEO),
          Map.entry("avi", VIDEO),
          Map.entry("srt", SUBTITLES),
          Map.entry("gpx", TRACK),
          Map.entry("csv", TABLE),
          Map.entry("parquet", TABLE),
          Map.entry("raw", PAYLOADS),
          Map.entry("md", TEXT),
          Map.entry("txt", TEXT),
          Map.entry("rst", TEXT),
          Map.entry("html", TEXT),
          Map.entry("pdf", TEXT));

  /** The role that a file's path tells. */
  public static FileRole of(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    if (name.equals(RecordingDeclaration.FILE_NAME)) {
      return DECLARATION;
    }
    if (MANIFEST_SUFFIXES.stream().anyMatch(name::endsWith)) {
      return MANIFEST;
    }
    if (name.matches("(readme|licen[cs]e|notice|copying|authors|changelog)([.-].*)?")) {
      return TEXT;
    }
    return BY_EXTENSION.getOrDefault(name.substring(name.lastIndexOf('.') + 1), UNSUPPORTED);
  }

  /** Whether a file of this role can be a recording by itself. */
  boolean isRecording() {
    return this == VIDEO || this == SUBTITLES || this == TRACK;
  }
}
