package net.neuralpro.transforms.examine;

import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.neuralpro.connectors.media.video.ByteSource;
import net.neuralpro.connectors.media.video.ContainerDescription;
import net.neuralpro.connectors.media.video.GridSize;
import net.neuralpro.connectors.media.video.MediaProbe;
import net.neuralpro.connectors.media.video.PictureDescription;
import net.neuralpro.connectors.media.video.StreamDescription;

/** Chooses the size of a grid video. */
final class PictureSizes {
  private static final Pattern SIZE = Pattern.compile("([0-9]{2,4})x([0-9]{2,4})");

  private PictureSizes() {}

  /** The size whose aspect is nearest to the video's, or its own aspect if there are none. */
  static GridSize choose(ByteSource video, int shortSide, List<String> sizes) throws IOException {
    if (sizes.isEmpty()) {
      return new GridSize.ShortSide(shortSide);
    }
    ContainerDescription container = MediaProbe.probe(video);
    if (container.mainVideo().isEmpty()) {
      return new GridSize.ShortSide(shortSide);
    }
    StreamDescription stream = container.streams().get(container.mainVideo().getAsInt());
    PictureDescription picture = stream.picture().orElseThrow();
    long width = (long) picture.width() * picture.sampleAspect().width();
    long height = (long) picture.height() * picture.sampleAspect().height();
    boolean turned = picture.rotation() % 180 != 0;
    return nearest(turned ? height : width, turned ? width : height, sizes);
  }

  private static GridSize nearest(long width, long height, List<String> sizes) {
    GridSize.Exact best = parse(sizes.get(0));
    for (String text : sizes) {
      GridSize.Exact candidate = parse(text);
      if (distance(width, height, candidate) < distance(width, height, best)) {
        best = candidate;
      }
    }
    return best;
  }

  /** How many times wider or narrower one is than the other, at least 1. */
  private static double distance(long width, long height, GridSize.Exact size) {
    double ratio = ((double) width * size.height()) / ((double) height * size.width());
    return ratio < 1 ? 1 / ratio : ratio;
  }

  private static GridSize.Exact parse(String text) {
    Matcher matcher = SIZE.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("Cannot read picture size '" + text + "': as 448x256");
    }
    return new GridSize.Exact(
        Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }
}
