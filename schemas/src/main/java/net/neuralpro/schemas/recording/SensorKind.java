package net.neuralpro.schemas.recording;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import net.neuralpro.schemas.table.Column;
import net.neuralpro.schemas.table.ColumnType;
import net.neuralpro.schemas.table.TableSchema;

/** What a sensor measures: its columns, their units and how values between samples are had. */
public enum SensorKind {
  /** Specific force in the sensor's axes: at rest it shows +g upwards. */
  ACCELEROMETER(Interpolation.LINEAR, "m/s2", "x", "y", "z"),
  /** Angular rate about the sensor's axes, right-handed. */
  GYROSCOPE(Interpolation.LINEAR, "rad/s", "x", "y", "z"),
  MAGNETOMETER(Interpolation.LINEAR, "uT", "x", "y", "z"),
  /** The direction of gravity in the camera's axes, a unit vector. */
  GRAVITY(Interpolation.LINEAR, "1", "x", "y", "z"),
  /** Rotation of the camera since its start. */
  CAMERA_ORIENTATION(Interpolation.SPHERICAL, "1", "w", "x", "y", "z"),
  /** Rotation of the stabilised image against the camera. */
  IMAGE_ORIENTATION(Interpolation.SPHERICAL, "1", "w", "x", "y", "z"),
  /**
   * A satellite fix: degrees on WGS 84, metres above the ellipsoid or sea level as the device says,
   * speeds over ground in m/s; fix is 0 (none), 2 or 3 (dimensions); precision is the dilution of
   * precision, dimensionless, 99.99 where unknown.
   */
  GNSS(
      Interpolation.LINEAR,
      "",
      "latitude",
      "longitude",
      "altitude",
      "speed_2d",
      "speed_3d",
      "fix",
      "precision"),
  /** Speed of the vehicle by its wheels. */
  WHEEL_SPEED(Interpolation.LINEAR, "m/s", "value"),
  /** Angle of the steering wheel, positive to the left. */
  STEERING_ANGLE(Interpolation.LINEAR, "rad", "value"),
  /** Roll, pitch and yaw of the device. */
  ATTITUDE(Interpolation.NEAREST, "rad", "roll", "pitch", "yaw"),
  /** Position of the camera in an earth-centred, earth-fixed frame: {@code ecef_T_camera}. */
  POSITION(Interpolation.LINEAR, "m", "x", "y", "z"),
  /** Velocity of the camera in an earth-centred, earth-fixed frame. */
  VELOCITY(Interpolation.LINEAR, "m/s", "x", "y", "z"),
  /** Rotation from the camera to an earth-centred, earth-fixed frame: {@code ecef_R_camera}. */
  ORIENTATION(Interpolation.SPHERICAL, "1", "w", "x", "y", "z");

  /** How a value between two samples is had. */
  public enum Interpolation {
    /** Weighted by time, each column by itself. */
    LINEAR,
    /** Along the great arc between two unit quaternions. */
    SPHERICAL,
    /** The sample that is closest in time. */
    NEAREST
  }

  /** The column of sample times in every sensor's table. */
  public static final String TIME = "time_ns";

  private final Interpolation interpolation;
  private final String unit;
  private final List<String> columns;

  SensorKind(Interpolation interpolation, String unit, String... columns) {
    this.interpolation = interpolation;
    this.unit = unit;
    this.columns = List.of(columns);
  }

  public Interpolation interpolation() {
    return interpolation;
  }

  /** The unit of all columns, or empty where they differ (see the kind). */
  public String unit() {
    return unit;
  }

  /** The names of the values of a sample, in order. */
  public List<String> columns() {
    return columns;
  }

  /** The table of such a sensor: {@code time_ns}, then its values as doubles. */
  public TableSchema schema() {
    List<Column> all = new ArrayList<>();
    all.add(Column.of(TIME, ColumnType.INT64, "ns", "Time on the recording's clock."));
    columns.forEach(name -> all.add(Column.of(name, ColumnType.FLOAT64, unit, "")));
    return new TableSchema(all);
  }

  @JsonValue
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The kind of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  @JsonCreator
  public static SensorKind of(String name) {
    return Arrays.stream(values())
        .filter(kind -> kind.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Cannot find sensor kind '" + name + "' among " + Arrays.toString(values())));
  }
}
