package net.neuralpro.connectors.lake.lerobot;

import java.util.regex.Pattern;

/**
 * A camera whose frames are in video files.
 *
 * @param key its feature's name, as {@code observation.images.front}
 * @param height pixels
 * @param width pixels
 * @param codec the codec's name, as {@code h264}
 * @param pixelFormat the pixel format's name, as {@code yuv420p}
 */
public record Camera(String key, int height, int width, String codec, String pixelFormat) {
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_.-]{1,128}");

  public Camera {
    if (!KEY.matcher(key).matches()) {
      throw new IllegalArgumentException("Cannot name a camera '" + key + "'");
    }
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "Cannot have frames of %d × %d from camera %s".formatted(width, height, key));
    }
  }
}
