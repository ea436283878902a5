package net.neuralpro.pipelines.flows.curate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.Multicodec;
import net.neuralpro.schemas.dataset.DatasetFile;
import net.neuralpro.schemas.dataset.RecordingEntries;
import net.neuralpro.schemas.dataset.RecordingEntry;
import net.neuralpro.schemas.dataset.RecordingOrder;
import net.neuralpro.schemas.derivation.Outcome;
import net.neuralpro.schemas.rules.RejectedInputException;
import net.neuralpro.transforms.operators.NoParameters;
import net.neuralpro.transforms.operators.Operator;
import net.neuralpro.transforms.shard.BucketLayout;
import net.neuralpro.transforms.shard.DigestOperator;

/**
 * The operators that see all accepted recordings. Each is given of every recording only what it
 * looks at, so that a change elsewhere does not concern it.
 */
public record DatasetSteps(RunContext context) {
  /** How many operators decide what is in the dataset: deduplicate, split and plan. */
  static final int DECISIONS = 3;

  /** What of a recording decides on what is a copy. */
  static final List<String> FOR_DEDUPLICATE =
      List.of(
          "manifest",
          "segment/clips",
          "filter/accepted",
          "fingerprint/fingerprints",
          "fingerprint/digests",
          "ingest/video");

  private static final List<String> FOR_SPLIT =
      List.of("manifest", "private", "ingest/recording", "segment/clips");
  private static final List<String> FOR_PLAN =
      List.of(
          "segment/clips",
          "filter/accepted",
          "examine/summary",
          "examine/grid",
          "examine/video",
          "examine/pictures",
          "grid-times/grid",
          "align/timeline",
          "label/labels",
          "label/events",
          "score/scores");

  /**
   * How the files of a dataset come about.
   *
   * @param clusters which clips show the same
   * @param splits which recording is in which split
   * @param rejected verdict on recordings that would leak
   * @param buckets the plan of all episodes of each bucket
   * @param tasks the files to be written
   * @param derivations the derivations that led here
   */
  public record Plan(
      Cid clusters,
      Cid splits,
      Cid rejected,
      SortedMap<String, Cid> buckets,
      List<FileTask> tasks,
      List<Cid> derivations) {}

  /**
   * Plans a dataset of the accepted ones of these recordings, beside its parent. Those that only
   * the parent accepted keep their splits, so that nothing of theirs comes into another.
   */
  Plan plan(List<Track> all, ParentVersion parent) throws IOException, InterruptedException {
    List<Track> tracks = all.stream().filter(track -> !track.rejected()).toList();
    List<Track> ofParent = tracks.stream().filter(track -> parent.has(track.recording())).toList();
    List<Track> counting = new ArrayList<>(ofParent);
    all.stream().filter(this::countsForOthers).forEach(counting::add);
    List<Track> left =
        all.stream().filter(track -> track.rejected() && parent.has(track.recording())).toList();
    SortedMap<String, Cid> inputs = new TreeMap<>();
    inputs.put("entries", entries(tracks, FOR_DEDUPLICATE));
    if (!counting.isEmpty()) {
      inputs.put("parent", entries(counting, FOR_DEDUPLICATE));
    }
    List<Cid> order = context.registrations().order();
    if (order.size() > 1) {
      inputs.put("order", new RecordingOrder(order).store(new ContentFiles(context.store())));
    }
    Outcome.Produced clusters = run("deduplicate", inputs);
    inputs = new TreeMap<>();
    inputs.put("entries", entries(tracks, FOR_SPLIT));
    inputs.put("clusters", clusters.output("clusters"));
    Optional<Cid> parentSplits = parent.splits();
    if (parentSplits.isPresent()) {
      inputs.put("parent-splits", parentSplits.get());
      if (!left.isEmpty()) {
        inputs.put("parent", entries(left, FOR_SPLIT));
      }
    }
    Outcome.Produced splits = run("split", inputs);
    inputs = new TreeMap<>();
    inputs.put("entries", entries(tracks, FOR_PLAN));
    inputs.put("clusters", clusters.output("clusters"));
    inputs.put("splits", splits.output("splits"));
    Outcome.Produced plan = run("plan", inputs);
    SortedMap<String, Cid> buckets = new TreeMap<>();
    List<FileTask> tasks = new ArrayList<>();
    plan.outputs()
        .forEach(
            (name, cid) -> {
              if (name.endsWith("/bucket")) {
                buckets.put(name.substring(0, name.indexOf('/')), cid);
              }
              tasks.addAll(tasks(name, cid));
            });
    return new Plan(
        clusters.output("clusters"),
        splits.output("splits"),
        splits.output("rejected"),
        buckets,
        tasks,
        List.of(clusters.derivation(), splits.derivation(), plan.derivation()));
  }

  /** Whether it was revoked, and what it shows is known: others may not come first with it. */
  private boolean countsForOthers(Track track) {
    return context.registrations().isRevoked(track.recording())
        && track.values().containsKey("segment/clips");
  }

  /** The files that are written from one output of {@code plan}. */
  private static List<FileTask> tasks(String output, Cid plan) {
    String[] parts = output.split("/", 3);
    String bucket = parts[0];
    String number = parts.length > 2 ? parts[2] : "";
    return switch (parts[1]) {
      case "bucket" ->
          List.of(
              FileTask.of(
                  "write-meta",
                  plan,
                  Map.of(
                      "info", bucket + "/meta/info.json",
                      "stats", bucket + "/meta/stats.json",
                      "tasks", bucket + "/meta/tasks.parquet",
                      "episodes/", bucket + "/meta/episodes/")),
              FileTask.of(
                  "write-clips",
                  plan,
                  Map.of(
                      "clips", bucket + "/clips/clips.parquet",
                      "events", bucket + "/clips/events.parquet")));
      case "data" ->
          List.of(
              FileTask.of(
                  "write-data", plan, Map.of("file", bucket + "/data/" + number + ".parquet")),
              FileTask.of(
                  "write-streams",
                  plan,
                  Map.of(
                      "parquet", "streams/" + bucket + "/" + number + ".parquet",
                      "arrow", "streams/" + bucket + "/" + number + ".arrow")));
      case "videos" ->
          List.of(
              FileTask.of(
                  "write-video",
                  plan,
                  Map.of(
                      "file", bucket + "/videos/" + BucketLayout.CAMERA + "/" + number + ".mp4")));
      default -> throw new IllegalArgumentException("Cannot write files from output " + output);
    };
  }

  /** Writes the files of a task. */
  List<WrittenFile> write(FileTask task) throws IOException, InterruptedException {
    SortedMap<String, Cid> inputs = new TreeMap<>(Map.of("plan", task.plan()));
    Outcome.Produced produced = produced(task.operator(), new NoParameters(), inputs);
    List<WrittenFile> files = new ArrayList<>();
    for (Map.Entry<String, Cid> output : produced.outputs().entrySet()) {
      files.add(
          new WrittenFile(
              describe(task.path(output.getKey()), output.getValue()), produced.derivation()));
    }
    return files;
  }

  /** A file with its length and digest. */
  DatasetFile describe(String path, Cid file) throws IOException, InterruptedException {
    Outcome.Produced digest =
        produced("digest", new NoParameters(), new TreeMap<>(Map.of("file", file)));
    DigestOperator.FileDigest described =
        DagJson.read(
            context.store().require(digest.output("digest")), DigestOperator.FileDigest.class);
    return new DatasetFile(path, file, described.bytes(), described.sha256());
  }

  private Cid entries(List<Track> tracks, List<String> names) throws IOException {
    List<RecordingEntry> entries = new ArrayList<>();
    for (Track track : tracks) {
      SortedMap<String, Cid> values = new TreeMap<>(track.values());
      values.keySet().retainAll(names);
      entries.add(new RecordingEntry(track.recording(), values));
    }
    return new RecordingEntries(entries).store(new ContentFiles(context.store()));
  }

  private Outcome.Produced run(String operator, SortedMap<String, Cid> inputs)
      throws IOException, InterruptedException {
    Operator<?> found = context.catalogue().operator(operator);
    Outcome.Produced produced = produced(operator, context.recipe().parameters(found), inputs);
    context.latest().remember(operator, subject(), produced.derivation());
    context.progress().taken(1, operator);
    return produced;
  }

  /** What the latest derivations over all recordings are remembered by: the recipe's name. */
  Cid subject() {
    return Cid.of(Multicodec.RAW, context.recipe().name().getBytes(StandardCharsets.UTF_8));
  }

  /** The outputs of an operator over what other operators made. */
  Outcome.Produced produced(String operator, Record parameters, SortedMap<String, Cid> inputs)
      throws IOException, InterruptedException {
    Outcome outcome =
        context.executor().execute(context.catalogue().derive(operator, parameters, inputs));
    if (outcome instanceof Outcome.Rejected rejected) {
      throw new RejectedInputException(rejected.findings());
    }
    return (Outcome.Produced) outcome;
  }
}
