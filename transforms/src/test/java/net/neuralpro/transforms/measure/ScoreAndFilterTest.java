package net.neuralpro.transforms.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.schemas.clip.Clip;
import net.neuralpro.schemas.clip.Clips;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.MemoryBlockStore;
import net.neuralpro.schemas.recording.SensorKind;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.Verdict;
import net.neuralpro.schemas.table.Column;
import net.neuralpro.schemas.table.ColumnType;
import net.neuralpro.schemas.table.TableSchema;
import net.neuralpro.transforms.align.AlignedStream;
import net.neuralpro.transforms.align.TimelineMerge;
import net.neuralpro.transforms.operators.Invocation;
import net.neuralpro.transforms.operators.Operator;
import net.neuralpro.transforms.operators.OperatorParameters;
import net.neuralpro.transforms.operators.ParameterException;
import net.neuralpro.transforms.tables.MemoryTable;
import org.junit.jupiter.api.Test;

class ScoreAndFilterTest {
  private static final long FRAME = 100_000_000;
  private static final Clips CLIPS =
      new Clips(
          List.of(
              new Clip(0, 0, 0, 10, 0, 10 * FRAME),
              new Clip(1, 0, 10, 10, 10 * FRAME, 20 * FRAME)));

  private final MemoryBlockStore store = new MemoryBlockStore();

  @Test
  void sumsUpTheFramesOfEachClipInNaturalUnits() throws Exception {
    MemoryTable frames = frames();
    for (int frame = 0; frame < 20; frame++) {
      frame(frames, frame, 100 + frame, 100, 5);
    }

    MemoryTable scores = score(frames);

    assertThat(scores.longs("frames")).containsExactly(10, 10);
    assertThat(scores.doubles("luma_mean_mean")).containsExactly(104.5, 114.5);
    assertThat(scores.doubles("luma_mean_min")).containsExactly(100, 110);
    assertThat(scores.doubles("luma_mean_max")).containsExactly(109, 119);
    assertThat(scores.doubles("dark_fraction_mean")[0]).isCloseTo(0.01, within(1e-15));
    assertThat(scores.doubles("motion_mean")).containsExactly(5, 5);
    assertThat(scores.doubles("frozen_fraction")).containsExactly(0, 0);
    assertThat(scores.doubles("black_fraction")).containsExactly(0, 0);
  }

  @Test
  void findsAPictureThatStandsStillAcrossClips() throws Exception {
    MemoryTable frames = frames();
    for (int frame = 0; frame < 20; frame++) {
      frame(frames, frame, 100, 0, frame > 7 && frame < 14 ? 0 : 5);
    }

    assertThat(score(frames).doubles("frozen_fraction")).containsExactly(0.3, 0.4);
  }

  @Test
  void takesNoShortPauseForAFreeze() throws Exception {
    MemoryTable frames = frames();
    for (int frame = 0; frame < 20; frame++) {
      frame(frames, frame, 100, 0, frame % 5 == 0 ? 5 : 0);
    }

    assertThat(score(frames).doubles("frozen_fraction")).containsExactly(0, 0);
  }

  @Test
  void rejectsClipsBeyondAThresholdWithTheFigure() throws Exception {
    MemoryTable frames = frames();
    for (int frame = 0; frame < 20; frame++) {
      frame(frames, frame, frame < 5 ? 3 : 100, frame < 5 ? 9900 : 0, 5);
    }
    Cid scores = output(new ScoreOperator(), inputs(frames), "scores");

    Invocation filtered = apply(new FilterOperator(), Map.of("scores", scores));

    assertThat(filtered.read(filtered.outputs().get("accepted"), int[].class)).containsExactly(1);
    assertThat(findings(filtered))
        .singleElement()
        .hasToString(
            "ERROR SCORE-BLACK at clip 0 [0.000 s, 1.000 s): black_fraction is 0.5000, more than"
                + " 0.2");
  }

  @Test
  void coversByTheLeastStreamAndSaysNothingOfFramesThatWereNotMeasured() throws Exception {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.of(TimelineMerge.CLIP, ColumnType.INT32));
    columns.addAll(new AlignedStream("left", SensorKind.WHEEL_SPEED).columns());
    columns.addAll(new AlignedStream("right", SensorKind.WHEEL_SPEED).columns());
    MemoryTable timeline = new MemoryTable(new TableSchema(columns));
    for (int row = 0; row < 20; row++) {
      timeline.row(row / 10, 0.0, 0L, true, false, 0.0, 0L, row < 5, false);
    }
    SortedMap<String, Cid> inputs = new TreeMap<>();
    Invocation holder = new Invocation(store, new TreeMap<>());
    inputs.put("timeline", timeline.store(holder, "timeline"));
    inputs.put("clips", clips());
    Cid scores = output(new ScoreOperator(), inputs, "scores");
    ObjectNode strict = JsonNodeFactory.instance.objectNode();
    strict.put("minimum_sensor_coverage", 0.4).put("minimum_luma", 50);

    Invocation filtered = apply(new FilterOperator(), Map.of("scores", scores), strict);

    MemoryTable table = MemoryTable.of(holder.table(scores));
    assertThat(table.doubles("left_coverage")).containsExactly(1, 1);
    assertThat(table.doubles("right_coverage")).containsExactly(0.5, 0);
    assertThat(table.doubles("sensor_coverage")).containsExactly(0.5, 0);
    assertThat(findings(filtered))
        .singleElement()
        .hasToString(
            "ERROR SCORE-COVERAGE at clip 1 [1.000 s, 2.000 s): sensor_coverage is 0.0000, less"
                + " than 0.4");
  }

  private static List<Finding> findings(Invocation filtered) throws IOException {
    return filtered.read(filtered.outputs().get("rejected"), Verdict.class).findings();
  }

  private static MemoryTable frames() {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.of("time_ns", ColumnType.INT64));
    for (Measure measure : Measure.values()) {
      columns.add(Column.of(measure.column(), ColumnType.INT32));
    }
    return new MemoryTable(new TableSchema(columns));
  }

  private static void frame(MemoryTable frames, int frame, int luma, int dark, int motion) {
    frames.row(frame * FRAME, luma * 256, dark, 0, 160, 256, motion * 256, motion * 256);
  }

  private MemoryTable score(MemoryTable frames) throws Exception {
    Cid scores = output(new ScoreOperator(), inputs(frames), "scores");
    return MemoryTable.of(new Invocation(store, new TreeMap<>()).table(scores));
  }

  private SortedMap<String, Cid> inputs(MemoryTable frames) throws IOException {
    SortedMap<String, Cid> inputs = new TreeMap<>();
    inputs.put("frames", frames.store(new Invocation(store, new TreeMap<>()), "frames"));
    inputs.put("clips", clips());
    return inputs;
  }

  private Cid clips() throws IOException {
    Invocation holder = new Invocation(store, new TreeMap<>());
    holder.output("clips", CLIPS);
    return holder.outputs().get("clips");
  }

  private <P extends Record> Cid output(
      Operator<P> operator, Map<String, Cid> inputs, String output) throws Exception {
    return apply(operator, inputs).outputs().get(output);
  }

  private <P extends Record> Invocation apply(Operator<P> operator, Map<String, Cid> inputs)
      throws IOException, ParameterException {
    return apply(operator, inputs, JsonNodeFactory.instance.objectNode());
  }

  private <P extends Record> Invocation apply(
      Operator<P> operator, Map<String, Cid> inputs, ObjectNode parameters)
      throws IOException, ParameterException {
    Invocation invocation = new Invocation(store, new TreeMap<>(inputs));
    operator.apply(OperatorParameters.complete(operator, parameters), invocation);
    return invocation;
  }
}
