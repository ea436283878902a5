package net.neuralpro.connectors.media.video;

/**
 * How a coded picture becomes a grid picture: cut, scaled, turned.
 *
 * @param cropX columns cut off at the left, and as many at the right
 * @param cropY rows cut off at the top, and as many at the bottom
 * @param scaledWidth width after scaling, before turning
 * @param scaledHeight height after scaling, before turning
 * @param rotation clockwise turn in degrees: 0, 90, 180 or 270
 */
record GridGeometry(int cropX, int cropY, int scaledWidth, int scaledHeight, int rotation) {

  static GridGeometry of(int width, int height, SampleAspect aspect, int rotation, GridSize size) {
    long shownWidth = (long) width * aspect.width();
    long shownHeight = (long) height * aspect.height();
    if (size instanceof GridSize.ShortSide side) {
      boolean wide = shownWidth >= shownHeight;
      long longSide =
          wide
              ? even(side.samples(), shownWidth, shownHeight)
              : even(side.samples(), shownHeight, shownWidth);
      int scaledLong = (int) Math.min(GridSize.LARGEST_SIDE, longSide);
      int scaledWidth = wide ? scaledLong : side.samples();
      int scaledHeight = wide ? side.samples() : scaledLong;
      return longSide == scaledLong
          ? new GridGeometry(0, 0, scaledWidth, scaledHeight, rotation)
          : filling(width, height, aspect, rotation, scaledWidth, scaledHeight);
    }
    GridSize.Exact exact = (GridSize.Exact) size;
    boolean turned = rotation % 180 != 0;
    return filling(
        width,
        height,
        aspect,
        rotation,
        turned ? exact.height() : exact.width(),
        turned ? exact.width() : exact.height());
  }

  private static long even(int shortSide, long longShown, long shortShown) {
    return 2 * ((shortSide * longShown + shortShown) / (2 * shortShown));
  }

  /** Cuts off what the scaled size has no room for. */
  private static GridGeometry filling(
      int width, int height, SampleAspect aspect, int rotation, int scaledWidth, int scaledHeight) {
    long widthShare = (long) width * aspect.width() * scaledHeight;
    long heightShare = (long) height * aspect.height() * scaledWidth;
    int keptWidth =
        widthShare > heightShare ? (int) Math.max(2, width * heightShare / widthShare) : width;
    int keptHeight =
        heightShare > widthShare ? (int) Math.max(2, height * widthShare / heightShare) : height;
    return new GridGeometry(
        (width - keptWidth) / 4 * 2,
        (height - keptHeight) / 4 * 2,
        scaledWidth,
        scaledHeight,
        rotation);
  }

  int width() {
    return rotation % 180 == 0 ? scaledWidth : scaledHeight;
  }

  int height() {
    return rotation % 180 == 0 ? scaledHeight : scaledWidth;
  }
}
