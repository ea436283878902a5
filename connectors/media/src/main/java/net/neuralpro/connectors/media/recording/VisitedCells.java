package net.neuralpro.connectors.media.recording;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.neuralpro.schemas.recording.RecordingDescription;
import net.neuralpro.schemas.rules.Finding;

/**
 * The cells of latitude and longitude that fixes lie in, gathered while they pass. When they are
 * more than {@link RecordingDescription#MAX_CELLS}, each four become one of double size: which size
 * it comes to does not depend on the order of the fixes.
 */
final class VisitedCells {
  /** Fixes are taken to a nanodegree, a tenth of a millimetre. */
  private static final int DECIMALS = 9;

  private static final double NANODEGREES = 1e9;

  private final long asked;
  private long size;
  private Set<Corner> corners = new HashSet<>();

  /**
   * None yet.
   *
   * @param size degrees, positive, at most nine decimals
   */
  VisitedCells(BigDecimal size) {
    if (size.signum() <= 0 || size.stripTrailingZeros().scale() > DECIMALS) {
      throw new IllegalArgumentException(
          "Cannot tell places by cells of "
              + size.toPlainString()
              + " degrees: it must be positive and have at most nine decimals");
    }
    this.asked = size.movePointRight(DECIMALS).longValueExact();
    this.size = asked;
  }

  /** The south-western corner of a cell, in sizes. */
  private record Corner(long latitude, long longitude) {
    Corner ofDoubleSize() {
      return new Corner(Math.floorDiv(latitude, 2L), Math.floorDiv(longitude, 2L));
    }
  }

  /** Takes a fix, in degrees; one that is not on the earth is passed over. */
  void add(double latitude, double longitude) {
    boolean onEarth = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
    if (!onEarth) {
      return;
    }
    corners.add(new Corner(index(latitude), index(longitude == 180 ? -180 : longitude)));
    while (corners.size() > RecordingDescription.MAX_CELLS) {
      Set<Corner> coarser = new HashSet<>();
      corners.forEach(corner -> coarser.add(corner.ofDoubleSize()));
      corners = coarser;
      size *= 2;
    }
  }

  private long index(double degrees) {
    return Math.floorDiv(Math.round(degrees * NANODEGREES), size);
  }

  List<RecordingDescription.Cell> describe() {
    return corners.stream()
        .map(
            corner ->
                new RecordingDescription.Cell(
                    degrees(corner.latitude() * size),
                    degrees(corner.longitude() * size),
                    degrees(size)))
        .sorted()
        .toList();
  }

  /** Tells of cells that are coarser than asked. */
  Optional<Finding> finding() {
    return size == asked
        ? Optional.empty()
        : Optional.of(
            Finding.notice(
                "INGEST-CELLS",
                "satellite fixes",
                "They lie in more than %d cells of %s°, and are told by cells of %s°"
                    .formatted(
                        RecordingDescription.MAX_CELLS,
                        degrees(asked).stripTrailingZeros().toPlainString(),
                        degrees(size).stripTrailingZeros().toPlainString())));
  }

  private static BigDecimal degrees(long nanodegrees) {
    return BigDecimal.valueOf(nanodegrees, DECIMALS);
  }
}
