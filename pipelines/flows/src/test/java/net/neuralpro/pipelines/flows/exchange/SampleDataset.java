package net.neuralpro.pipelines.flows.exchange;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.pipelines.flows.curate.Lineage;
import net.neuralpro.pipelines.flows.dataset.DatasetCommit;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.Multicodec;
import net.neuralpro.schemas.content.Sha256;
import net.neuralpro.schemas.dataset.ClipLine;
import net.neuralpro.schemas.dataset.DatasetFile;
import net.neuralpro.schemas.dataset.DatasetTotals;
import net.neuralpro.schemas.dataset.DatasetVersion;
import net.neuralpro.schemas.dataset.LineageCommitment;
import net.neuralpro.schemas.merkle.MerkleTree;
import net.neuralpro.schemas.recording.BlindingSecret;
import net.neuralpro.schemas.recording.Consent;
import net.neuralpro.schemas.recording.Licence;
import net.neuralpro.schemas.recording.ManifestTypedData;
import net.neuralpro.schemas.recording.PrivateHalf;
import net.neuralpro.schemas.recording.PublicHalf;
import net.neuralpro.schemas.recording.PublicationProof;
import net.neuralpro.schemas.recording.SignedManifest;
import net.neuralpro.schemas.recording.StreamFile;

/** A small dataset with a lineage that somebody signed, in a store. */
public final class SampleDataset {
  /** Nobody is told. */
  static final Pull.Progress SILENT =
      new Pull.Progress() {
        @Override
        public void begins(long bytes) {}

        @Override
        public void fetched(long bytes) {}
      };

  /** Nobody has a key. */
  static final ParcelSource.KeyHolder NO_KEY =
      () -> {
        throw new IOException("There is no key");
      };

  private static final ContributorKey KEY = ContributorKey.ofSeed(7, "sample");

  private final BlockStore store;

  public SampleDataset(BlockStore store) {
    this.store = store;
  }

  /** A recording whose contributor agreed to this, signed or not. */
  SignedManifest recording(Consent.Publication publication, boolean signed) throws IOException {
    PrivateHalf half =
        new PrivateHalf(
            "camera",
            Optional.empty(),
            Optional.empty(),
            new Consent(publication, Consent.Computation.ANY, ""),
            new BlindingSecret("11".repeat(32)));
    Cid video = new ContentFiles(store).add(noise(3000));
    PublicHalf open =
        new PublicHalf(
            KEY.address(),
            new Licence("CC-BY-4.0"),
            List.of(new StreamFile("video.mp4", video, 3000)),
            half.commitments(),
            half.digest());
    SignedManifest manifest =
        new SignedManifest(
            open,
            signed ? Optional.of(KEY.sign(ManifestTypedData.digest(open))) : Optional.empty());
    store.put(manifest.block());
    store.put(half.block());
    return manifest;
  }

  /** The version of a dataset with clips of a recording. */
  DatasetVersion version(SignedManifest recording, Optional<PublicationProof> proof)
      throws IOException {
    List<DatasetFile> files = new ArrayList<>();
    files.add(
        file(
            Lineage.RECORDINGS,
            line(new Lineage.RecordingLine(recording.cid(), recording, proof))));
    DatasetFile video =
        file("448x256/videos/observation.images.front/chunk-000/file-000.mp4", noise(5 << 20));
    DatasetFile data = file("448x256/data/chunk-000/file-000.parquet", noise((1 << 20) + 1));
    files.add(video);
    files.add(data);
    ClipLine clip =
        new ClipLine(
            "448x256",
            0,
            0,
            10,
            recording.cid(),
            0,
            "CC-BY-4.0",
            "",
            List.of(),
            new TreeMap<>(Map.of(video.path(), video.cid(), data.path(), data.cid())),
            "");
    files.add(file(Lineage.CLIPS, line(clip)));
    files.add(file(Lineage.DERIVATIONS, new byte[0]));
    MerkleTree lineage = new MerkleTree();
    for (int row = 0; row < clip.samples(); row++) {
      lineage.add(clip.leaf(row));
    }
    files.add(file("recipe.json", noise(100)));
    files.add(file("empty.json", new byte[0]));
    return new DatasetVersion(
        1,
        Cid.of(Multicodec.DAG_JSON, new byte[] {1}),
        Optional.of(Cid.of(Multicodec.DAG_JSON, new byte[] {2})),
        new LineageCommitment(HexFormat.of().formatHex(lineage.root()), lineage.size()),
        new DatasetTotals(1, 1, 10, 1000, new TreeMap<>()),
        files);
  }

  /** A dataset that everybody may get, in a folder. */
  public Parcel published(Path folder) throws IOException {
    SignedManifest recording = recording(Consent.Publication.PUBLIC, true);
    PrivateHalf half =
        PrivateHalf.read(
            store.require(PrivateHalf.cid(recording.publicHalf().privateHalf())).bytes());
    DatasetVersion version = version(recording, Optional.of(PublicationProof.of(half)));
    new DatasetCommit(store).commit(version, folder);
    return Parcel.of(version.block());
  }

  private DatasetFile file(String path, byte[] bytes) throws IOException {
    return new DatasetFile(
        path,
        new ContentFiles(store).add(bytes),
        bytes.length,
        HexFormat.of().formatHex(Sha256.of(bytes)));
  }

  private static byte[] line(Object value) {
    return (new String(DagJson.write(value), StandardCharsets.UTF_8) + "\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] noise(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }
}
