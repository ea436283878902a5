package net.neuralpro.pipelines.flows.curate;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.connectors.storage.embedded.AtomicFile;
import net.neuralpro.pipelines.flows.submit.Submitted;
import net.neuralpro.schemas.clip.ClipKey;
import net.neuralpro.schemas.clip.Clusters;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.Severity;
import net.neuralpro.schemas.rules.Verdict;
import net.neuralpro.transforms.shard.FilePlan;

/**
 * What a run says of its inputs: it lies beside the dataset, since it is about the run. Nothing
 * that was given is left out.
 *
 * @param rows by name
 */
public record RunReport(List<Row> rows) {
  public RunReport {
    rows = rows.stream().sorted(Comparator.comparing(Row::name)).toList();
  }

  /** What became of an input. */
  public enum Fate {
    /** Clips of it are in the dataset. */
    ACCEPTED,
    /** It was considered, and all of its clips were left out. */
    LEFT_OUT,
    /** It was rejected. */
    REJECTED,
    /** It is no recording. */
    IGNORED
  }

  /**
   * What became of one input.
   *
   * @param name what people call it
   * @param recording its signed manifest, if it came so far
   * @param clips how many clips of it are in the dataset
   * @param findings all that was found
   */
  public record Row(
      String name, Fate fate, Optional<Cid> recording, int clips, List<Finding> findings) {
    public Row {
      findings = findings.stream().sorted().distinct().toList();
    }

    /** An input that did not become a recording. */
    public static Row of(String name, List<Finding> findings) {
      boolean rejected =
          findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
      return new Row(name, rejected ? Fate.REJECTED : Fate.IGNORED, Optional.empty(), 0, findings);
    }
  }

  /**
   * The report of a run.
   *
   * @param submitted the recordings by identifier, as they were taken in
   * @param refused what was not taken in
   */
  public static RunReport of(
      RunContext context, Curation.Result result, Map<Cid, Submitted> submitted, List<Row> refused)
      throws IOException {
    SortedMap<Cid, Integer> clips = new TreeMap<>();
    SortedMap<Cid, List<Finding>> more = new TreeMap<>();
    if (result.plan().isPresent()) {
      collect(context, result, clips, more);
    }
    List<Row> rows = new ArrayList<>(refused);
    for (Track track : result.tracks()) {
      Submitted source = submitted.get(track.recording());
      List<Finding> findings = new ArrayList<>(track.findings());
      if (source != null) {
        findings.addAll(source.findings());
      }
      findings.addAll(ofClips(context, track));
      findings.addAll(more.getOrDefault(track.recording(), List.of()));
      int count = clips.getOrDefault(track.recording(), 0);
      Fate fate = track.rejected() ? Fate.REJECTED : count == 0 ? Fate.LEFT_OUT : Fate.ACCEPTED;
      rows.add(
          new Row(
              source == null ? track.recording().toString() : source.name(),
              fate,
              Optional.of(track.recording()),
              count,
              findings));
    }
    return new RunReport(rows);
  }

  private static List<Finding> ofClips(RunContext context, Track track) throws IOException {
    List<Finding> findings = new ArrayList<>();
    for (String verdict : List.of("segment/dropped", "align/findings", "filter/rejected")) {
      Cid cid = track.values().get(verdict);
      if (cid != null) {
        findings.addAll(DagJson.read(context.store().require(cid), Verdict.class).findings());
      }
    }
    return findings;
  }

  private static void collect(
      RunContext context,
      Curation.Result result,
      SortedMap<Cid, Integer> clips,
      SortedMap<Cid, List<Finding>> more)
      throws IOException {
    ContentFiles files = new ContentFiles(context.store());
    DatasetSteps.Plan plan = result.plan().orElseThrow();
    SortedMap<ClipKey, Integer> kept = new TreeMap<>();
    for (Clusters.Member member : Clusters.read(files, plan.clusters()).members()) {
      if (!member.represents()) {
        kept.merge(member.representative(), 1, Integer::sum);
        more.computeIfAbsent(member.clip().recording(), key -> new ArrayList<>())
            .add(
                Finding.error(
                    "DEDUP-DUPLICATE",
                    "clip " + member.clip().index(),
                    "It shows what " + member.representative() + " shows: " + member.evidence()));
      }
    }
    kept.forEach(
        (clip, others) ->
            more.computeIfAbsent(clip.recording(), key -> new ArrayList<>())
                .add(
                    Finding.notice(
                        "DEDUP-KEPT",
                        "clip " + clip.index(),
                        "It is kept for " + others + " other clips that show the same.")));
    for (Finding leak :
        DagJson.read(context.store().require(plan.rejected()), Verdict.class).findings()) {
      result.tracks().stream()
          .map(Track::recording)
          .filter(recording -> leak.place().endsWith(recording.toString()))
          .forEach(
              recording -> more.computeIfAbsent(recording, key -> new ArrayList<>()).add(leak));
    }
    for (Cid bucket : plan.buckets().values()) {
      FilePlan.read(files, bucket)
          .episodes()
          .forEach(episode -> clips.merge(episode.recording(), 1, Integer::sum));
    }
  }

  /** Writes the report, and what was rejected as a quarantine of its own. */
  public void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    AtomicFile.write(folder.resolve("report.jsonl"), lines(rows));
    AtomicFile.write(
        folder.resolve("quarantine.jsonl"),
        lines(
            rows.stream()
                .filter(row -> row.fate() == Fate.REJECTED || row.fate() == Fate.LEFT_OUT)
                .toList()));
  }

  private static byte[] lines(List<Row> rows) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Row row : rows) {
      out.writeBytes(DagJson.write(row));
      out.write('\n');
    }
    return out.toByteArray();
  }
}
