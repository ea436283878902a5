package net.neuralpro.connectors.lake.lerobot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.connectors.lake.JsonFiles;

/** What {@code meta/info.json} declares, as far as it can be held against the files. */
record Info(
    int framesPerSecond,
    long episodes,
    long frames,
    long tasks,
    SortedMap<String, Size> cameras,
    SortedMap<String, Integer> widths,
    SortedMap<String, String> splits) {
  private static final long MAX_BYTES = 16 << 20;

  /** The size of a camera's pictures. */
  record Size(int width, int height) {}

  /** The size of this camera's pictures. */
  Size size(String camera) {
    Size size = cameras.get(camera);
    if (size == null) {
      throw new IllegalArgumentException("Cannot find camera " + camera);
    }
    return size;
  }

  /**
   * Reads the file.
   *
   * @throws IllegalArgumentException if something in it is missing or of another kind
   */
  static Info read(Path file) throws IOException {
    JsonNode json = json(file);
    if (!json.path("codebase_version").asText().equals(LeRobotLayout.VERSION)) {
      throw new IllegalArgumentException(
          "Cannot verify codebase_version " + json.path("codebase_version") + ": v3.0 is known");
    }
    requirePattern(json, "data_path", LeRobotLayout.DATA_PATTERN);
    SortedMap<String, Size> cameras = new TreeMap<>();
    SortedMap<String, Integer> widths = new TreeMap<>();
    for (Map.Entry<String, JsonNode> feature : json.path("features").properties()) {
      String type = feature.getValue().path("dtype").asText();
      JsonNode shape = feature.getValue().path("shape");
      if (feature.getKey().contains("/")) {
        throw new IllegalArgumentException(
            "Cannot verify feature %s: a name has no slash".formatted(feature.getKey()));
      } else if (type.equals("video")) {
        cameras.put(feature.getKey(), size(feature.getKey(), feature.getValue()));
      } else if (shape.size() == 1 && shape.get(0).canConvertToInt()) {
        widths.put(feature.getKey(), shape.get(0).intValue());
      } else {
        throw new IllegalArgumentException(
            "Cannot verify feature %s of shape %s: one dimension is known"
                .formatted(feature.getKey(), shape));
      }
    }
    if (!cameras.isEmpty()) {
      requirePattern(json, "video_path", LeRobotLayout.VIDEO_PATTERN);
    }
    SortedMap<String, String> splits = new TreeMap<>();
    json.path("splits").properties().forEach(e -> splits.put(e.getKey(), e.getValue().asText()));
    return new Info(
        (int) number(json, "fps", 1000),
        number(json, "total_episodes", Long.MAX_VALUE),
        number(json, "total_frames", Long.MAX_VALUE),
        number(json, "total_tasks", Long.MAX_VALUE),
        cameras,
        widths,
        splits);
  }

  /**
   * Height, width and three channels: what the reference reader calls so, in any order of names.
   */
  private static Size size(String camera, JsonNode feature) {
    SortedMap<String, Integer> sides = new TreeMap<>();
    JsonNode names = feature.path("names");
    JsonNode shape = feature.path("shape");
    for (int index = 0; index < names.size() && names.size() == shape.size(); index++) {
      sides.put(names.get(index).asText(), shape.get(index).asInt());
    }
    Integer width = sides.get("width");
    Integer height = sides.get("height");
    if (width == null || height == null) {
      throw new IllegalArgumentException(
          "Cannot verify camera %s of shape %s named %s: height, width, channels are known"
              .formatted(camera, shape, names));
    }
    return new Size(width, height);
  }

  static JsonNode json(Path file) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new IllegalArgumentException("Cannot read more than " + MAX_BYTES + " bytes of JSON");
    }
    return json(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
  }

  static JsonNode json(String text) {
    try {
      return JsonFiles.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Cannot read JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static void requirePattern(JsonNode json, String key, String pattern) {
    if (!json.path(key).asText().equals(pattern)) {
      throw new IllegalArgumentException(
          "Cannot find files by %s %s: %s is known".formatted(key, json.path(key), pattern));
    }
  }

  private static long number(JsonNode json, String key, long maximum) {
    JsonNode node = json.path(key);
    if (!node.canConvertToExactIntegral()
        || !node.canConvertToLong()
        || node.longValue() < (key.equals("fps") ? 1 : 0)
        || node.longValue() > maximum) {
      throw new IllegalArgumentException("Cannot read %s: it is %s".formatted(key, node));
    }
    return node.longValue();
  }
}
