package net.neuralpro.transforms.shard;

import java.util.List;
import net.neuralpro.schemas.recording.SensorKind;
import net.neuralpro.transforms.operators.Parameter;

/** What a dataset's rows hold. */
public record PlanParameters(
    @Parameter(value = "What the clips show, in words.", standard = "\"Drive.\"") String task,
    @Parameter(
            value = "Kinds of sensors that each row has values of, masked where there are none.",
            standard = "[\"accelerometer\", \"gyroscope\", \"gnss\", \"wheel_speed\"]")
        List<String> sensors) {
  public PlanParameters {
    sensors = sensors.stream().distinct().toList();
    sensors.forEach(SensorKind::of);
    if (task.isBlank() || task.length() > 1000) {
      throw new IllegalArgumentException("Cannot use a task of " + task.length() + " letters");
    }
  }
}
