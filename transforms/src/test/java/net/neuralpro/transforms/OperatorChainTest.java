package net.neuralpro.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.schemas.clip.Clips;
import net.neuralpro.schemas.clip.Event;
import net.neuralpro.schemas.clip.EventType;
import net.neuralpro.schemas.clip.Events;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.MemoryBlockStore;
import net.neuralpro.schemas.derivation.Derivation;
import net.neuralpro.schemas.derivation.Outcome;
import net.neuralpro.schemas.recording.SensorKind;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.Verdict;
import net.neuralpro.schemas.table.Column;
import net.neuralpro.schemas.table.ColumnType;
import net.neuralpro.schemas.table.TableSchema;
import net.neuralpro.transforms.align.AlignOperator;
import net.neuralpro.transforms.label.LabelOperator;
import net.neuralpro.transforms.measure.FilterOperator;
import net.neuralpro.transforms.measure.ScoreOperator;
import net.neuralpro.transforms.operators.InProcessExecutor;
import net.neuralpro.transforms.operators.Invocation;
import net.neuralpro.transforms.operators.Operator;
import net.neuralpro.transforms.operators.OperatorCatalogue;
import net.neuralpro.transforms.operators.OperatorParameters;
import net.neuralpro.transforms.segment.GridTimesOperator;
import net.neuralpro.transforms.segment.SegmentOperator;
import net.neuralpro.transforms.tables.MemoryTable;
import org.junit.jupiter.api.Test;

/** The operators one after another, as a recipe runs them on a recording without a video. */
class OperatorChainTest {
  private static final OperatorCatalogue CATALOGUE =
      new OperatorCatalogue(
          List.of(
              new GridTimesOperator(),
              new SegmentOperator(),
              new AlignOperator(),
              new ScoreOperator(),
              new FilterOperator(),
              new LabelOperator()));

  private final MemoryBlockStore store = new MemoryBlockStore();
  private final Invocation inputs = new Invocation(store, new TreeMap<>());

  @Test
  void makesLabelledClipsOfFrameTimesAndWheelSpeed() throws Exception {
    SortedMap<String, Cid> made = run();

    Clips clips = inputs.read(made.get("segment/clips"), Clips.class);
    MemoryTable labels = MemoryTable.of(inputs.table(made.get("label/labels")));
    assertThat(clips.clips()).extracting(clip -> clip.rows()).containsExactly(100, 100, 50);
    assertThat(labels.rows()).hasSize(250);
    assertThat(labels.doubles("speed_mps")[249]).isCloseTo(0, within(1e-9));
    assertThat(inputs.read(made.get("label/events"), Events.class).events())
        .extracting(Event::type)
        .contains(EventType.HARD_BRAKE, EventType.STOP);
    assertThat(inputs.read(made.get("filter/accepted"), int[].class)).containsExactly(0, 1, 2);
  }

  @Test
  void makesTheSameBytesAgain() throws Exception {
    assertThat(run()).isEqualTo(new OperatorChainTest().run());
  }

  @Test
  void cutsNothingOfARejectedRecording() throws Exception {
    inputs.output("verdict", new Verdict(List.of(Finding.error("VIDEO-TRUNCATED", "file", "cut"))));
    SortedMap<String, Cid> given = new TreeMap<>(inputs.outputs());
    given.put("grid", given.get("verdict"));

    assertThat(outcome(new SegmentOperator(), given, JsonNodeFactory.instance.objectNode()))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected ->
                assertThat(rejected.findings())
                    .containsExactly(Finding.error("VIDEO-TRUNCATED", "file", "cut")));
  }

  private SortedMap<String, Cid> run() throws Exception {
    MemoryTable frames =
        new MemoryTable(TableSchema.of(Column.of(SensorKind.TIME, ColumnType.INT64)));
    MemoryTable wheels = new MemoryTable(SensorKind.WHEEL_SPEED.schema());
    for (int row = 0; row < 500; row++) {
      frames.row(row * 50_000_000L);
      wheels.row(row * 50_000_000L + 1000, Math.max(0, Math.min(15, (450 - row) * 0.25)));
    }
    SortedMap<String, Cid> made = new TreeMap<>();
    made.put("frames", frames.store(inputs, "frames"));
    made.put("series/wheel_speed", wheels.store(inputs, "series/wheel_speed"));
    inputs.output("verdict", new Verdict(List.of()));
    made.put("verdict", inputs.outputs().get("verdict"));

    ObjectNode standard = JsonNodeFactory.instance.objectNode();
    add(made, new GridTimesOperator(), standard);
    made.put("grid", made.get("grid-times/grid"));
    add(made, new SegmentOperator(), standard);
    made.put("clips", made.get("segment/clips"));
    add(made, new AlignOperator(), standard);
    made.put("timeline", made.get("align/timeline"));
    SortedMap<String, Cid> scored = new TreeMap<>(made);
    scored.remove("frames");
    add(scored, new ScoreOperator(), standard);
    made.put("scores", scored.get("score/scores"));
    add(made, new FilterOperator(), standard);
    add(made, new LabelOperator(), standard);
    return made;
  }

  private <P extends Record> void add(
      SortedMap<String, Cid> made, Operator<P> operator, ObjectNode parameters) throws Exception {
    Outcome.Produced produced = (Outcome.Produced) outcome(operator, made, parameters);
    produced.outputs().forEach((output, cid) -> made.put(operator.name() + "/" + output, cid));
  }

  private <P extends Record> Outcome outcome(
      Operator<P> operator, SortedMap<String, Cid> given, ObjectNode parameters) throws Exception {
    Derivation derivation =
        CATALOGUE.derive(operator.name(), OperatorParameters.complete(operator, parameters), given);
    return new InProcessExecutor(CATALOGUE, store).execute(derivation);
  }
}
