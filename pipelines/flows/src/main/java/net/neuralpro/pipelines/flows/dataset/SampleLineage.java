package net.neuralpro.pipelines.flows.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import net.neuralpro.pipelines.flows.curate.Lineage;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.DagJsonLines;
import net.neuralpro.schemas.dataset.ClipLine;
import net.neuralpro.schemas.derivation.Maker;
import net.neuralpro.schemas.recording.SignedManifest;

/**
 * Where a sample came from.
 *
 * @param root the dataset's
 * @param clip the clip that it is in
 * @param row its row in the clip's episode, from 0
 * @param derivations those that led to the clip, in order
 * @param makers the nodes that ran each of these, in the same order; absent where none did
 * @param manifest the recording's
 */
public record SampleLineage(
    Cid root,
    ClipLine clip,
    long row,
    List<Lineage.DerivationLine> derivations,
    List<Optional<Maker>> makers,
    SignedManifest manifest) {
  public SampleLineage {
    derivations = List.copyOf(derivations);
    makers = List.copyOf(makers);
  }

  /**
   * Traces a sample of a dataset in a folder.
   *
   * @param sample its number in the dataset, or a bucket's name, a slash and an episode's number
   * @throws NoSuchSampleException if there is no such sample
   * @throws IOException if the lineage cannot be read
   */
  public static SampleLineage of(Path dataset, String sample) throws IOException {
    DatasetFolder folder = DatasetFolder.open(dataset);
    Predicate<ClipLine> wanted = wanted(folder, sample);
    ClipLine clip =
        find(dataset.resolve(Lineage.CLIPS), ClipLine.class, wanted)
            .orElseThrow(
                () ->
                    new NoSuchSampleException(
                        "Cannot find sample %s in %s: it has %d samples, from 0; the episodes of"
                                .formatted(sample, dataset, folder.version().lineage().leaves())
                            + " each bucket are numbered from 0 too"));
    Map<Cid, Lineage.DerivationLine> known = new HashMap<>();
    find(
        dataset.resolve(Lineage.DERIVATIONS),
        Lineage.DerivationLine.class,
        line -> {
          if (clip.derivations().contains(line.cid())) {
            known.put(line.cid(), line);
          }
          return false;
        });
    List<Lineage.DerivationLine> derivations = new ArrayList<>();
    for (Cid cid : clip.derivations()) {
      Lineage.DerivationLine line = known.get(cid);
      if (line == null || !line.derivation().cid().equals(cid)) {
        throw new IOException("Cannot trace " + sample + ": derivation " + cid + " is missing");
      }
      derivations.add(line);
    }
    Lineage.RecordingLine recording =
        find(
                dataset.resolve(Lineage.RECORDINGS),
                Lineage.RecordingLine.class,
                line -> line.recording().equals(clip.recording()))
            .filter(line -> line.manifest().cid().equals(clip.recording()))
            .orElseThrow(
                () ->
                    new IOException(
                        "Cannot trace " + sample + ": its recording's manifest is missing"));
    requireSigned(derivations, recording.manifest(), sample);
    Map<Cid, Maker> makers = DatasetMakers.of(dataset);
    return new SampleLineage(
        folder.root(),
        clip,
        row(clip, sample),
        derivations,
        derivations.stream().map(line -> Optional.ofNullable(makers.get(line.cid()))).toList(),
        recording.manifest());
  }

  /** What was ingested must be the files that the manifest names. */
  private static void requireSigned(
      List<Lineage.DerivationLine> derivations, SignedManifest manifest, String sample)
      throws IOException {
    Cid signed = manifest.publicHalf().files().block().cid();
    for (Lineage.DerivationLine line : derivations) {
      Cid ingested = line.derivation().inputs().get("files");
      if (ingested != null && !ingested.equals(signed)) {
        throw new IOException(
            "Cannot trace "
                + sample
                + ": what was ingested, "
                + ingested
                + ", is not what its manifest names, "
                + signed);
      }
    }
  }

  private static Predicate<ClipLine> wanted(DatasetFolder folder, String sample)
      throws IOException {
    int slash = sample.lastIndexOf('/');
    try {
      if (slash > 0) {
        String bucket = sample.substring(0, slash);
        int episode = Integer.parseInt(sample.substring(slash + 1));
        return line -> line.bucket().equals(bucket) && line.episode() == episode;
      }
      long number = Long.parseLong(sample);
      return line -> number >= line.firstSample() && number < line.firstSample() + line.samples();
    } catch (NumberFormatException e) {
      throw new NoSuchSampleException(
          "Cannot understand sample '%s' of %s: a number is needed, or BUCKET/EPISODE, as 448x256/3"
              .formatted(sample, folder.path()));
    }
  }

  private static long row(ClipLine clip, String sample) {
    return sample.contains("/") ? 0 : Long.parseLong(sample) - clip.firstSample();
  }

  private static <T> Optional<T> find(Path file, Class<T> type, Predicate<T> wanted)
      throws IOException {
    try (DagJsonLines<T> lines = new DagJsonLines<>(Files.newInputStream(file), type)) {
      for (Optional<T> line = lines.next(); line.isPresent(); line = lines.next()) {
        if (wanted.test(line.get())) {
          return line;
        }
      }
    }
    return Optional.empty();
  }
}
