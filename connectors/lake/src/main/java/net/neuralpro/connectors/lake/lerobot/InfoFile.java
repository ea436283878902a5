package net.neuralpro.connectors.lake.lerobot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import net.neuralpro.connectors.lake.JsonFiles;

/** Writes {@code meta/info.json}. */
public final class InfoFile {
  private InfoFile() {}

  /** The file's bytes. */
  public static byte[] bytes(DatasetPlan plan) {
    LeRobotLayout layout = plan.layout();
    ObjectNode info = JsonFiles.MAPPER.createObjectNode();
    info.put("codebase_version", LeRobotLayout.VERSION);
    info.put("robot_type", layout.robotType());
    info.put("total_episodes", plan.episodes().size());
    info.put("total_frames", plan.rows());
    info.put("total_tasks", plan.tasks().size());
    info.put("chunks_size", plan.limits().chunkFiles());
    info.put("data_files_size_in_mb", plan.limits().dataMegabytes());
    info.put("video_files_size_in_mb", plan.limits().videoMegabytes());
    info.put("fps", layout.framesPerSecond());
    ObjectNode splits = info.putObject("splits");
    plan.splits().forEach((split, range) -> splits.put(split.label(), range[0] + ":" + range[1]));
    info.put("data_path", LeRobotLayout.DATA_PATTERN);
    info.put("video_path", layout.cameras().isEmpty() ? null : LeRobotLayout.VIDEO_PATTERN);
    ObjectNode features = info.putObject("features");
    for (Camera camera : layout.cameras()) {
      features.set(camera.key(), video(camera, layout.framesPerSecond()));
    }
    for (RowFeature feature : layout.rowFeatures()) {
      features.set(feature.column().name(), feature(feature));
    }
    return JsonFiles.pretty(info);
  }

  private static ObjectNode video(Camera camera, int framesPerSecond) {
    ObjectNode node = JsonFiles.MAPPER.createObjectNode();
    node.put("dtype", "video");
    node.putArray("shape").add(camera.height()).add(camera.width()).add(3);
    node.putArray("names").add("height").add("width").add("channels");
    ObjectNode info = node.putObject("info");
    info.put("video.height", camera.height());
    info.put("video.width", camera.width());
    info.put("video.codec", camera.codec());
    info.put("video.pix_fmt", camera.pixelFormat());
    info.put("video.is_depth_map", false);
    info.put("video.fps", framesPerSecond);
    info.put("video.channels", 3);
    info.put("has_audio", false);
    return node;
  }

  private static ObjectNode feature(RowFeature feature) {
    ObjectNode node = JsonFiles.MAPPER.createObjectNode();
    node.put("dtype", feature.dataType());
    node.putArray("shape").add(feature.column().width());
    if (feature.names().isEmpty()) {
      node.putNull("names");
    } else {
      ArrayNode names = node.putArray("names");
      feature.names().forEach(names::add);
    }
    return node;
  }
}
