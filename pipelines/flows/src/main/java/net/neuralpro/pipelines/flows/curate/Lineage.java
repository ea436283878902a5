package net.neuralpro.pipelines.flows.curate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import net.neuralpro.connectors.lake.lerobot.LeRobotLayout;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.ContentWriter;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.dataset.ClipLine;
import net.neuralpro.schemas.dataset.DatasetFile;
import net.neuralpro.schemas.dataset.LineageCommitment;
import net.neuralpro.schemas.derivation.Derivation;
import net.neuralpro.schemas.derivation.Outcome;
import net.neuralpro.schemas.merkle.MerkleTree;
import net.neuralpro.schemas.recording.PrivateHalf;
import net.neuralpro.schemas.recording.PublicationProof;
import net.neuralpro.schemas.recording.Salts;
import net.neuralpro.schemas.recording.SignedManifest;
import net.neuralpro.transforms.shard.BucketLayout;
import net.neuralpro.transforms.shard.EpisodeSource;

/**
 * Writes where every sample of a dataset came from: the derivations, the recordings with their
 * signed manifests, the clips, and a Merkle root over all samples. Lines are canonical DAG-JSON.
 */
public final class Lineage {
  public static final String DERIVATIONS = "lineage/derivations.jsonl";
  public static final String RECORDINGS = "lineage/recordings.jsonl";
  public static final String CLIPS = "lineage/clips.jsonl";
  public static final String REVOCATIONS = "lineage/revocations.jsonl";
  public static final String REGISTRATIONS = "lineage/registrations.jsonl";
  public static final String SPLITS = "lineage/splits.json";

  private final RunContext context;

  Lineage(RunContext context) {
    this.context = context;
  }

  /**
   * A derivation with what it made.
   *
   * @param cid names the derivation
   */
  public record DerivationLine(Cid cid, Derivation derivation, SortedMap<String, Cid> outputs) {}

  /**
   * A recording that the dataset considered.
   *
   * @param recording names the manifest
   * @param publication shows who may get its bytes; absent if the contributor kept the private half
   */
  public record RecordingLine(
      Cid recording, SignedManifest manifest, Optional<PublicationProof> publication) {}

  /** What was written. */
  record Written(SortedMap<String, Cid> files, LineageCommitment commitment) {}

  /**
   * Writes the lineage of a dataset.
   *
   * @param tracks the recordings that were considered
   * @param episodes those of each bucket
   * @param written the files that hold their rows and frames
   * @param splits what {@code split} made
   * @param derivations all others that led to the dataset's files
   */
  Written write(
      List<Track> tracks,
      SortedMap<String, List<EpisodeSource>> episodes,
      Collection<DatasetFile> written,
      Cid splits,
      Collection<Cid> derivations)
      throws IOException {
    SortedMap<Cid, Track> byRecording = new TreeMap<>();
    tracks.forEach(track -> byRecording.put(track.recording(), track));
    SortedMap<String, Cid> files = new TreeMap<>();
    TreeSet<Cid> all = new TreeSet<>(derivations);
    tracks.forEach(track -> all.addAll(track.derivations()));
    List<Object> lines = new ArrayList<>();
    for (Cid derivation : all) {
      lines.add(line(derivation));
    }
    files.put(DERIVATIONS, store(lines));
    lines.clear();
    SortedMap<Cid, SignedManifest> manifests = new TreeMap<>();
    for (Cid recording : byRecording.keySet()) {
      SignedManifest manifest = SignedManifest.read(context.store().require(recording).bytes());
      manifests.put(recording, manifest);
      lines.add(
          new RecordingLine(recording, manifest, privateHalf(manifest).map(PublicationProof::of)));
    }
    files.put(RECORDINGS, store(lines));
    lines.clear();
    SortedMap<String, Cid> dataset = new TreeMap<>();
    written.forEach(file -> dataset.put(file.path(), file.cid()));
    MerkleTree tree = new MerkleTree();
    for (var bucket : episodes.entrySet()) {
      for (EpisodeSource episode : bucket.getValue()) {
        Track track = byRecording.get(episode.recording());
        SignedManifest manifest = manifests.get(episode.recording());
        if (track == null || manifest == null) {
          throw new IllegalStateException("Every episode is of a recording of the run");
        }
        ClipLine line =
            line(
                bucket.getKey(),
                episode,
                track,
                manifest,
                tree.size(),
                files(bucket.getKey(), episode, dataset));
        lines.add(line);
        Cid cid = DagJson.block(line).cid();
        for (int sample = 0; sample < line.samples(); sample++) {
          tree.add(ClipLine.leaf(cid, sample));
        }
      }
    }
    files.put(CLIPS, store(lines));
    files.put(SPLITS, splits);
    return new Written(
        files, new LineageCommitment(HexFormat.of().formatHex(tree.root()), tree.size()));
  }

  private DerivationLine line(Cid derivation) throws IOException {
    Outcome outcome =
        context
            .outcomes()
            .find(derivation)
            .orElseThrow(() -> new IOException("Cannot find what became of " + derivation));
    SortedMap<String, Cid> outputs =
        outcome instanceof Outcome.Produced produced ? produced.outputs() : new TreeMap<>();
    return new DerivationLine(
        derivation, DagJson.read(context.store().require(derivation), Derivation.class), outputs);
  }

  private ClipLine line(
      String bucket,
      EpisodeSource episode,
      Track track,
      SignedManifest manifest,
      long sample,
      SortedMap<String, Cid> files)
      throws IOException {
    String label = "clip " + episode.clip().index();
    byte[] salt =
        privateHalf(manifest)
            .map(half -> Salts.ofSample(half.blindingSecret(), label))
            .orElse(new byte[0]);
    return new ClipLine(
        bucket,
        episode.index(),
        sample,
        episode.clip().rows(),
        episode.recording(),
        episode.clip().index(),
        manifest.publicHalf().licence().expression(),
        Optional.ofNullable(manifest.publicHalf().commitments().get("consent"))
            .map(Object::toString)
            .orElse(""),
        track.derivations(),
        files,
        HexFormat.of().formatHex(salt));
  }

  /** The files that hold the rows and the frames of an episode. */
  private static SortedMap<String, Cid> files(
      String bucket, EpisodeSource episode, SortedMap<String, Cid> dataset) {
    SortedMap<String, Cid> files = new TreeMap<>();
    for (String path :
        List.of(
            LeRobotLayout.dataPath(episode.data()),
            LeRobotLayout.videoPath(BucketLayout.CAMERA, episode.video()))) {
      Cid file = dataset.get(bucket + "/" + path);
      if (file != null) {
        files.put(bucket + "/" + path, file);
      }
    }
    return files;
  }

  /** The private half of a recording, if its contributor gave it. */
  private Optional<PrivateHalf> privateHalf(SignedManifest manifest) throws IOException {
    Optional<Block> block =
        context.store().get(PrivateHalf.cid(manifest.publicHalf().privateHalf()));
    return block.isEmpty() ? Optional.empty() : Optional.of(PrivateHalf.read(block.get().bytes()));
  }

  private Cid store(List<Object> lines) throws IOException {
    ContentWriter file = new ContentFiles(context.store()).create();
    try (file) {
      for (Object line : lines) {
        file.write(DagJson.write(line));
        file.write('\n');
      }
    }
    return file.cid();
  }
}
