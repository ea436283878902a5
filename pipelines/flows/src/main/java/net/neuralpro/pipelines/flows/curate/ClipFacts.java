package net.neuralpro.pipelines.flows.curate;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.connectors.lake.arrow.ArrowFileReader;
import net.neuralpro.schemas.clip.Clip;
import net.neuralpro.schemas.clip.ClipKey;
import net.neuralpro.schemas.clip.Clips;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.schemas.recording.RecordingDescription;
import net.neuralpro.schemas.recording.SensorKind;
import net.neuralpro.schemas.reward.ContributionFact;
import net.neuralpro.schemas.reward.ContributionFact.Standing;
import net.neuralpro.schemas.reward.Light;
import net.neuralpro.schemas.reward.NeedCell;
import net.neuralpro.schemas.reward.PlaceCell;
import net.neuralpro.schemas.reward.TimeOfDay;
import net.neuralpro.schemas.table.Batch;
import net.neuralpro.schemas.table.TableReader;
import net.neuralpro.transforms.align.AlignedStream;
import net.neuralpro.transforms.align.TimelineMerge;
import net.neuralpro.transforms.measure.Measure;
import net.neuralpro.transforms.measure.ScoreTable;

/** What the clips of one recording give, out of what operators made of it. */
record ClipFacts(BlockStore store) {
  /** Stands for the dataset and the version, which nobody knows yet. */
  static final Digest NOTHING = Digest.of(new byte[Digest.LENGTH]);

  private static final long NANOS_PER_MILLISECOND = 1_000_000;
  private static final long MILLION = 1_000_000;

  /** The scores of a clip. */
  private record Scores(long good, Light light) {
    static final Scores NONE = new Scores(MILLION, Light.UNKNOWN);
  }

  /** The facts of a recording that a version accepts, by clip and need cell. */
  List<ContributionFact> of(Track track, BlindedRecording recording, ClusterRanks ranks)
      throws IOException {
    Optional<Cid> clips = value(track, "segment/clips");
    if (clips.isEmpty()) {
      return List.of();
    }
    Map<Integer, Scores> scores = scores(track);
    Map<Integer, SortedMap<NeedCell, Integer>> rows = rows(track, scores);
    Optional<Cid> accepted = value(track, "filter/accepted");
    Set<Integer> kept =
        accepted.isEmpty()
            ? Set.of()
            : Set.of(DagJson.read(store.require(accepted.get()), Integer[].class));
    return DagJson.read(store.require(clips.get()), Clips.class).clips().stream()
        .filter(clip -> accepted.isEmpty() || kept.contains(clip.index()))
        .flatMap(
            clip -> {
              Scores score = scores.getOrDefault(clip.index(), Scores.NONE);
              SortedMap<NeedCell, Integer> needs =
                  rows.getOrDefault(clip.index(), unknown(clip, score));
              return needs.entrySet().stream()
                  .map(need -> fact(recording, clip, score, need, ranks));
            })
        .toList();
  }

  private static SortedMap<NeedCell, Integer> unknown(Clip clip, Scores score) {
    return new TreeMap<>(
        Map.of(new NeedCell(PlaceCell.UNKNOWN, TimeOfDay.UNKNOWN, score.light()), clip.rows()));
  }

  private static ContributionFact fact(
      BlindedRecording recording,
      Clip clip,
      Scores score,
      Map.Entry<NeedCell, Integer> need,
      ClusterRanks ranks) {
    ClipKey key = new ClipKey(recording.recording(), clip.index());
    long whole = (clip.end() - clip.start()) / NANOS_PER_MILLISECOND;
    long milliseconds = whole * need.getValue() / clip.rows();
    return new ContributionFact(
        NOTHING,
        NOTHING,
        recording.blinded(),
        clip.index(),
        recording.contributor(),
        Optional.empty(),
        milliseconds,
        milliseconds * score.good() / MILLION,
        ranks.cluster(key),
        ranks.rank(key),
        need.getKey(),
        Standing.ACCEPTED);
  }

  private static Optional<Cid> value(Track track, String name) {
    return Optional.ofNullable(track.values().get(name));
  }

  private TableReader open(Cid table) throws IOException {
    return new ArrowFileReader(new ContentFiles(store).open(table), table.toString());
  }

  /** The scores of a recording's clips, by index. */
  private Map<Integer, Scores> scores(Track track) throws IOException {
    Map<Integer, Scores> scores = new HashMap<>();
    Optional<Cid> table = value(track, "score/scores");
    if (table.isPresent()) {
      try (TableReader reader = open(table.get())) {
        for (Optional<Batch> next = reader.next(); next.isPresent(); next = reader.next()) {
          Batch batch = next.get();
          for (int row = 0; row < batch.rows(); row++) {
            scores.put(batch.integers(ScoreTable.CLIP)[row], scores(batch, row));
          }
        }
      }
    }
    return scores;
  }

  /** The least of what is not frozen, not black, and half covered by sensors or more. */
  private static Scores scores(Batch batch, int row) {
    double live =
        Math.min(
            1 - batch.doubles(ScoreTable.FROZEN)[row], 1 - batch.doubles(ScoreTable.BLACK)[row]);
    double good = Math.min(live, (1 + batch.doubles(ScoreTable.COVERAGE)[row]) / 2);
    long share =
        new BigDecimal(Math.max(0, Math.min(1, good)))
            .multiply(BigDecimal.valueOf(MILLION))
            .setScale(0, RoundingMode.FLOOR)
            .longValueExact();
    Light light =
        batch.longs(ScoreTable.FRAMES)[row] == 0
            ? Light.UNKNOWN
            : Light.of(batch.doubles(ScoreTable.mean(Measure.LUMA_MEAN))[row]);
    return new Scores(share, light);
  }

  /** How many rows of each clip lie in which need cell. */
  private Map<Integer, SortedMap<NeedCell, Integer>> rows(Track track, Map<Integer, Scores> scores)
      throws IOException {
    Map<Integer, SortedMap<NeedCell, Integer>> rows = new HashMap<>();
    Optional<Cid> table = value(track, "align/timeline");
    Optional<Long> zero = utcOfZero(track);
    if (table.isEmpty()) {
      return rows;
    }
    try (TableReader reader = open(table.get())) {
      Optional<AlignedStream> fixes =
          AlignedStream.in(reader.schema()).stream()
              .filter(stream -> stream.kind() == SensorKind.GNSS)
              .findFirst();
      if (fixes.isEmpty()) {
        return rows;
      }
      for (Optional<Batch> next = reader.next(); next.isPresent(); next = reader.next()) {
        Batch batch = next.get();
        int[] clips = batch.integers(TimelineMerge.CLIP);
        long[] times = batch.longs(TimelineMerge.TIME);
        for (int row = 0; row < batch.rows(); row++) {
          PlaceCell place = place(batch, row, fixes.get());
          TimeOfDay time =
              zero.isEmpty() ? TimeOfDay.UNKNOWN : TimeOfDay.of(zero.get() + times[row], place);
          Light light = scores.getOrDefault(clips[row], Scores.NONE).light();
          rows.computeIfAbsent(clips[row], clip -> new TreeMap<>())
              .merge(new NeedCell(place, time, light), 1, Integer::sum);
        }
      }
    }
    return rows;
  }

  private static PlaceCell place(Batch batch, int row, AlignedStream fixes) {
    return batch.flags(fixes.validColumn())[row]
        ? PlaceCell.of(
            batch.doubles(fixes.column("latitude"))[row],
            batch.doubles(fixes.column("longitude"))[row])
        : PlaceCell.UNKNOWN;
  }

  private Optional<Long> utcOfZero(Track track) throws IOException {
    Optional<Cid> description = value(track, "ingest/recording");
    return description.isEmpty()
        ? Optional.empty()
        : DagJson.read(store.require(description.get()), RecordingDescription.class)
            .clock()
            .utcOfZero();
  }
}
