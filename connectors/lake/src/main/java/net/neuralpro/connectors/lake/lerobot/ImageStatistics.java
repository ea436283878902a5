package net.neuralpro.connectors.lake.lerobot;

import java.util.ArrayList;
import java.util.List;

/**
 * Statistics of a camera's decoded frames.
 *
 * @param frames how many frames were looked at
 * @param channels red, green and blue
 */
public record ImageStatistics(long frames, List<Channel> channels) {
  public ImageStatistics {
    channels = List.copyOf(channels);
    if (frames < 1 || channels.size() != 3) {
      throw new IllegalArgumentException(
          "Cannot have statistics of %d frames with %d channels"
              .formatted(frames, channels.size()));
    }
  }

  /** Of the frames of both. */
  public ImageStatistics plus(ImageStatistics other) {
    List<Channel> sums = new ArrayList<>();
    for (int index = 0; index < channels.size(); index++) {
      sums.add(channels.get(index).plus(other.channels.get(index)));
    }
    return new ImageStatistics(Math.addExact(frames, other.frames), sums);
  }

  /**
   * Sums over the values, 0 to 255, of one channel.
   *
   * @param values how many values
   * @param sum their sum
   * @param squares the sum of their squares
   * @param minimum the least
   * @param maximum the greatest
   */
  public record Channel(long values, long sum, long squares, int minimum, int maximum) {
    public Channel {
      if (values < 1 || minimum < 0 || maximum > 255 || minimum > maximum) {
        throw new IllegalArgumentException(
            "Cannot have %d values from %d to %d".formatted(values, minimum, maximum));
      }
    }

    Channel plus(Channel other) {
      return new Channel(
          Math.addExact(values, other.values),
          Math.addExact(sum, other.sum),
          Math.addExact(squares, other.squares),
          Math.min(minimum, other.minimum),
          Math.max(maximum, other.maximum));
    }

    /** The mean, as the share of 255. */
    double mean() {
      return (double) sum / values / 255;
    }

    /** The standard deviation of all values, as the share of 255. */
    double deviation() {
      double mean = (double) sum / values;
      return Math.sqrt(Math.max(0, (double) squares / values - mean * mean)) / 255;
    }
  }
}
