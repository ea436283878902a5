package net.neuralpro.connectors.media.telemetry.gpmf;

import java.util.Arrays;
import java.util.Optional;
import net.neuralpro.schemas.recording.SensorKind;

/**
 * The elements that become sensor streams.
 *
 * <p>Keys, fields and axis orders are those of the tables in <a
 * href="https://github.com/gopro/gpmf-parser">gpmf-parser</a>'s README; the fields of the drone's
 * GLPI, GPRI and ATTD are those of the MAVLink messages GLOBAL_POSITION_INT, GPS_RAW_INT and
 * ATTITUDE.
 */
enum GpmfSensor {
  ACCL("accelerometer", SensorKind.ACCELEROMETER, 3, OwnTime.NONE),
  GYRO("gyroscope", SensorKind.GYROSCOPE, 3, OwnTime.NONE),
  MAGN("magnetometer", SensorKind.MAGNETOMETER, 3, OwnTime.NONE),
  GRAV("gravity", SensorKind.GRAVITY, 3, OwnTime.NONE),
  CORI("camera_orientation", SensorKind.CAMERA_ORIENTATION, 4, OwnTime.NONE),
  IORI("image_orientation", SensorKind.IMAGE_ORIENTATION, 4, OwnTime.NONE),
  GPS5("gnss", SensorKind.GNSS, 5, OwnTime.NONE),
  GPS9("gnss_gps9", SensorKind.GNSS, 9, OwnTime.NONE),
  GLPI("gnss", SensorKind.GNSS, 8, OwnTime.FIRST_FIELD),
  GPRI("gnss_raw", SensorKind.GNSS, 9, OwnTime.FIRST_FIELD),
  ATTD("attitude", SensorKind.ATTITUDE, 4, OwnTime.FIRST_FIELD),
  /** Gives no stream: it ties the drone's clock to UTC. */
  SYST("system_time", SensorKind.ATTITUDE, 2, OwnTime.FIRST_FIELD);

  /** Whether a sample carries its own time. */
  enum OwnTime {
    NONE,
    /** Its first field is seconds on the device's clock. */
    FIRST_FIELD
  }

  private final String stream;
  private final SensorKind kind;
  private final int leastWidth;
  private final OwnTime ownTime;

  GpmfSensor(String stream, SensorKind kind, int leastWidth, OwnTime ownTime) {
    this.stream = stream;
    this.kind = kind;
    this.leastWidth = leastWidth;
    this.ownTime = ownTime;
  }

  static Optional<GpmfSensor> of(String key) {
    return Arrays.stream(values()).filter(sensor -> sensor.name().equals(key)).findFirst();
  }

  /** The name of the stream that its samples make. */
  String stream() {
    return stream;
  }

  SensorKind kind() {
    return kind;
  }

  /** How many fields a sample must have. */
  int leastWidth() {
    return leastWidth;
  }

  OwnTime ownTime() {
    return ownTime;
  }
}
