package net.neuralpro.transforms.shard;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import net.neuralpro.connectors.lake.lerobot.DatasetPlan;
import net.neuralpro.connectors.lake.lerobot.Episode;
import net.neuralpro.connectors.lake.lerobot.FileLimits;
import net.neuralpro.connectors.lake.lerobot.FileNumber;
import net.neuralpro.connectors.lake.lerobot.PlacedEpisode;
import net.neuralpro.connectors.lake.lerobot.VideoPlace;
import net.neuralpro.schemas.clip.Clip;
import net.neuralpro.schemas.clip.ClipKey;
import net.neuralpro.schemas.clip.Clips;
import net.neuralpro.schemas.clip.Clusters;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.dataset.RecordingEntries;
import net.neuralpro.schemas.dataset.RecordingEntry;
import net.neuralpro.schemas.dataset.Splits;
import net.neuralpro.schemas.recording.ExaminationSummary;
import net.neuralpro.transforms.operators.Invocation;
import net.neuralpro.transforms.operators.Operator;
import net.neuralpro.transforms.operators.Trust;

/**
 * Operator {@code plan}. In: {@code entries}, {@link RecordingEntries} with all that rows are made
 * of; {@code clusters}; {@code splits}. Out, for each bucket: {@code BUCKET/bucket}, a {@link
 * FilePlan} of all its episodes, and {@code BUCKET/data/…}, {@code BUCKET/videos/…}, one of each
 * file's.
 */
public final class PlanOperator implements Operator<PlanParameters> {
  private static final String NO_VIDEO = "no-video";

  @Override
  public String name() {
    return "plan";
  }

  @Override
  public String description() {
    return "Lays accepted clips out as episodes in buckets, splits and files.";
  }

  @Override
  public Class<PlanParameters> parameters() {
    return PlanParameters.class;
  }

  @Override
  public Trust trust() {
    return Trust.PURE;
  }

  @Override
  public void apply(PlanParameters parameters, Invocation invocation) throws IOException {
    Map<ClipKey, Clusters.Member> clusters =
        Clusters.read(invocation.files(), invocation.input("clusters")).byClip();
    SortedMap<Cid, String> splits =
        Splits.read(invocation.files(), invocation.input("splits")).byRecording();
    SortedMap<String, BucketLayout> layouts = new TreeMap<>();
    SortedMap<String, List<Candidate>> buckets = new TreeMap<>();
    for (RecordingEntry entry :
        RecordingEntries.read(invocation.files(), invocation.input("entries")).entries()) {
      String split = splits.get(entry.recording());
      if (split == null) {
        continue;
      }
      BucketLayout layout = layout(entry, parameters, invocation);
      layouts.merge(layout.bucket(), layout, PlanOperator::joined);
      for (Clip clip : accepted(entry, invocation)) {
        ClipKey key = new ClipKey(entry.recording(), clip.index());
        Clusters.Member member = clusters.get(key);
        if (member != null && member.represents()) {
          buckets
              .computeIfAbsent(layout.bucket(), name -> new ArrayList<>())
              .add(
                  new Candidate(
                      entry, clip, split, member.representative(), bytes(entry, clip, invocation)));
        }
      }
    }
    for (Map.Entry<String, List<Candidate>> bucket : buckets.entrySet()) {
      BucketLayout layout = layouts.get(bucket.getKey());
      if (layout == null) {
        throw new IllegalStateException("Every bucket has a layout");
      }
      write(layout, bucket.getValue(), parameters.task(), invocation);
    }
  }

  /** A clip that is to become an episode. */
  private record Candidate(
      RecordingEntry entry, Clip clip, String split, ClipKey cluster, long videoBytes) {
    ClipKey key() {
      return new ClipKey(entry.recording(), clip.index());
    }
  }

  private static BucketLayout joined(BucketLayout one, BucketLayout other) {
    if (one.rate() != other.rate()) {
      throw new IllegalArgumentException(
          "Cannot put rows of %d and of %d per second into bucket %s; give examine and grid-times"
                  .formatted(one.rate(), other.rate(), one.bucket())
              + " the same rate");
    }
    Set<String> labels = new TreeSet<>(one.labels());
    labels.addAll(other.labels());
    return new BucketLayout(
        one.bucket(), one.rate(), one.width(), one.height(), one.sensors(), List.copyOf(labels));
  }

  private static BucketLayout layout(
      RecordingEntry entry, PlanParameters parameters, Invocation invocation) throws IOException {
    List<String> labels =
        entry.value("label/labels").isPresent() ? BucketLayout.STATE_LABELS : List.of();
    List<String> sensors =
        entry.value("align/timeline").isPresent() ? parameters.sensors() : List.of();
    Optional<Cid> summary = entry.value("examine/summary");
    if (summary.isPresent()) {
      ExaminationSummary video = invocation.read(summary.get(), ExaminationSummary.class);
      return new BucketLayout(
          video.gridWidth() + "x" + video.gridHeight(),
          video.rateFrames() / video.rateSeconds(),
          video.gridWidth(),
          video.gridHeight(),
          sensors,
          labels);
    }
    return new BucketLayout(
        NO_VIDEO, GridRate.of(entry.require("grid-times/grid"), invocation), 0, 0, sensors, labels);
  }

  private static List<Clip> accepted(RecordingEntry entry, Invocation invocation)
      throws IOException {
    List<Clip> clips = invocation.read(entry.require("segment/clips"), Clips.class).clips();
    Optional<Cid> filtered = entry.value("filter/accepted");
    if (filtered.isEmpty()) {
      return clips;
    }
    Set<Integer> indexes = Set.of(invocation.read(filtered.get(), Integer[].class));
    return clips.stream().filter(clip -> indexes.contains(clip.index())).toList();
  }

  private static long bytes(RecordingEntry entry, Clip clip, Invocation invocation)
      throws IOException {
    Optional<Cid> video = entry.value("examine/video");
    if (video.isEmpty()) {
      return 0;
    }
    long rows = invocation.read(entry.require("examine/summary"), ExaminationSummary.class).rows();
    return invocation.files().size(video.get()) * clip.rows() / Math.max(1, rows);
  }

  private static void write(
      BucketLayout layout, List<Candidate> candidates, String task, Invocation invocation)
      throws IOException {
    SortedMap<String, Candidate> byKey = new TreeMap<>();
    List<Episode> episodes = new ArrayList<>();
    for (Candidate candidate : candidates) {
      String key = EpisodeSource.sortKey(candidate.key());
      SortedMap<String, Long> bytes = new TreeMap<>();
      if (layout.hasVideo()) {
        bytes.put(BucketLayout.CAMERA, candidate.videoBytes());
      }
      byKey.put(key, candidate);
      episodes.add(
          new Episode(
              key, EpisodeSource.split(candidate.split()), task, candidate.clip().rows(), bytes));
    }
    DatasetPlan plan = DatasetPlan.of(layout.leRobot(), FileLimits.REFERENCE, episodes);
    List<EpisodeSource> sources = new ArrayList<>();
    SortedMap<FileNumber, List<EpisodeSource>> data = new TreeMap<>();
    SortedMap<FileNumber, List<EpisodeSource>> videos = new TreeMap<>();
    for (PlacedEpisode placed : plan.episodes()) {
      Candidate candidate = byKey.get(placed.episode().key());
      if (candidate == null) {
        throw new IllegalStateException("Every episode comes from a clip");
      }
      EpisodeSource source = source(candidate, placed);
      sources.add(source);
      data.computeIfAbsent(source.data(), file -> new ArrayList<>()).add(source);
      if (layout.hasVideo()) {
        videos.computeIfAbsent(source.video(), file -> new ArrayList<>()).add(source);
      }
    }
    FilePlan all = new FilePlan(layout, plan.tasks(), sources);
    String bucket = layout.bucket();
    invocation.output(bucket + "/bucket", all.store(invocation.files()));
    for (Map.Entry<FileNumber, List<EpisodeSource>> file : data.entrySet()) {
      invocation.output(
          bucket + "/data/" + file.getKey(), all.only(file.getValue()).store(invocation.files()));
    }
    for (Map.Entry<FileNumber, List<EpisodeSource>> file : videos.entrySet()) {
      invocation.output(
          bucket + "/videos/" + file.getKey(), all.only(file.getValue()).store(invocation.files()));
    }
  }

  private static EpisodeSource source(Candidate candidate, PlacedEpisode placed) {
    Optional<VideoPlace> video = Optional.ofNullable(placed.videos().get(BucketLayout.CAMERA));
    return new EpisodeSource(
        candidate.entry().recording(),
        candidate.clip(),
        candidate.split(),
        placed.episode().task(),
        candidate.cluster().toString(),
        placed.index(),
        placed.taskIndex(),
        placed.firstRow(),
        placed.meta(),
        placed.data(),
        video.map(VideoPlace::file).orElse(FileNumber.FIRST),
        video.map(VideoPlace::firstFrame).orElse(0L),
        candidate.videoBytes(),
        candidate.entry().values());
  }
}
