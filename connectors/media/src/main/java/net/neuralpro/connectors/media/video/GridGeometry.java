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
    boolean turned = rotation % 180 != 0;
    long shownWidth = (long) width * aspect.width();
    long shownHeight = (long) height * aspect.height();
    if (size instanceof GridSize.ShortSide side) {
      boolean wide = shownWidth >= shownHeight;
      int longSide =
          wide
              ? even(side.samples(), shownWidth, shownHeight)
              : even(side.samples(), shownHeight, shownWidth);
      return new GridGeometry(
          0, 0, wide ? longSide : side.samples(), wide ? side.samples() : longSide, rotation);
    }
    GridSize.Exact exact = (GridSize.Exact) size;
    int scaledWidth = turned ? exact.height() : exact.width();
    int scaledHeight = turned ? exact.width() : exact.height();
    long widthShare = shownWidth * scaledHeight;
    long heightShare = shownHeight * scaledWidth;
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

  private static int even(int shortSide, long longShown, long shortShown) {
    long pairs = (shortSide * longShown + shortShown) / (2 * shortShown);
    return (int) Math.min(GridSize.LARGEST_SIDE, 2 * pairs);
  }

  int width() {
    return rotation % 180 == 0 ? scaledWidth : scaledHeight;
  }

  int height() {
    return rotation % 180 == 0 ? scaledHeight : scaledWidth;
  }
}
