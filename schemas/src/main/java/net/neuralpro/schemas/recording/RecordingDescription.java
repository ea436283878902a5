package net.neuralpro.schemas.recording;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import net.neuralpro.schemas.rules.Finding;

/**
 * What a recording holds, as its files say without any decoding.
 *
 * @param device what made it, where known
 * @param clock the clock that all times of the recording are on
 * @param videos its video streams, by file
 * @param sensors its sensor streams, by name
 * @param cells where its satellite fixes lie, sorted, at most {@link #MAX_CELLS} and all of one
 *     size; none where it has no fixes
 * @param licence as its declaration says
 * @param consent as its declaration says
 * @param findings what was found in its files, sorted
 */
public record RecordingDescription(
    Optional<Device> device,
    RecordingClock clock,
    List<Video> videos,
    List<Sensor> sensors,
    List<Cell> cells,
    Optional<Licence> licence,
    Optional<Consent> consent,
    List<Finding> findings) {
  /** A way through more cells is told by coarser ones. */
  public static final int MAX_CELLS = 256;

  public RecordingDescription {
    videos = List.copyOf(videos);
    sensors = List.copyOf(sensors);
    cells = cells.stream().sorted().distinct().toList();
    findings = findings.stream().sorted().distinct().toList();
  }

  /** The one form of a decimal, so that equal ones are equal after they were stored. */
  private static BigDecimal canonical(BigDecimal decimal) {
    BigDecimal stripped = decimal.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  /** A fraction such as 30000/1001, per second. */
  public record Rate(int numerator, int denominator) {
    @Override
    public String toString() {
      return numerator + "/" + denominator;
    }
  }

  /**
   * A video stream.
   *
   * @param file its file's path in the recording
   * @param camera where it looks, such as {@code front}
   * @param container libav's name of the container
   * @param codec libav's name of the codec
   * @param width coded, in pixels
   * @param height coded, in pixels
   * @param declaredRate frames a second, as the container says
   * @param frames how many packets there are
   * @param firstTime presentation of the first frame, nanoseconds
   * @param lastTime presentation of the last frame, nanoseconds
   * @param duration nanoseconds, as the container says
   */
  public record Video(
      String file,
      String camera,
      String container,
      String codec,
      int width,
      int height,
      Optional<Rate> declaredRate,
      long frames,
      Optional<Long> firstTime,
      Optional<Long> lastTime,
      Optional<Long> duration) {}

  /**
   * A sensor stream.
   *
   * @param stream its name, unique in the recording
   * @param kind what it measures
   * @param file the path of the file it comes from
   * @param samples how many
   * @param rate samples a second by the median interval, three decimals
   * @param firstTime nanoseconds on the recording's clock
   * @param lastTime likewise
   * @param longestGap nanoseconds between two samples, at most
   * @param backwards how many samples are not later than the one before
   * @param absentColumns columns that the source does not have: NaN throughout
   */
  public record Sensor(
      String stream,
      SensorKind kind,
      String file,
      long samples,
      Optional<BigDecimal> rate,
      Optional<Long> firstTime,
      Optional<Long> lastTime,
      Optional<Long> longestGap,
      long backwards,
      List<String> absentColumns) {
    public Sensor {
      rate = rate.map(RecordingDescription::canonical);
      absentColumns = List.copyOf(absentColumns);
    }
  }

  /**
   * A cell of latitude and longitude.
   *
   * @param latitude degrees of its southern edge, a multiple of its size
   * @param longitude degrees of its western edge, a multiple of its size
   * @param size degrees
   */
  public record Cell(BigDecimal latitude, BigDecimal longitude, BigDecimal size)
      implements Comparable<Cell> {
    private static final Comparator<Cell> ORDER =
        Comparator.comparing(Cell::size)
            .thenComparing(Cell::latitude)
            .thenComparing(Cell::longitude);

    public Cell {
      latitude = canonical(latitude);
      longitude = canonical(longitude);
      size = canonical(size);
    }

    /** The cell that it lies in, of a size that is a multiple of its own. */
    public Cell within(BigDecimal greater) {
      return new Cell(edge(latitude, greater), edge(longitude, greater), greater);
    }

    private static BigDecimal edge(BigDecimal degrees, BigDecimal size) {
      return degrees.divide(size, 0, RoundingMode.FLOOR).multiply(size);
    }

    @Override
    public int compareTo(Cell other) {
      return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
      return latitude.toPlainString() + "," + longitude.toPlainString();
    }
  }
}
