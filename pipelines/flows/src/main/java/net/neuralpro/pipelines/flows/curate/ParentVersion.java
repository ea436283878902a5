package net.neuralpro.pipelines.flows.curate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.DagJsonLines;
import net.neuralpro.schemas.content.MalformedContentException;
import net.neuralpro.schemas.dataset.DatasetFile;
import net.neuralpro.schemas.dataset.DatasetVersion;
import net.neuralpro.schemas.dataset.Splits;
import net.neuralpro.schemas.recording.Revocation;

/**
 * The version that a run goes on from, or none.
 *
 * @param root its root
 * @param version what its manifest says
 * @param recordings those that it considered, and those that keep a split of a version before it
 * @param revocations those that it heeds
 */
record ParentVersion(
    Optional<Cid> root,
    Optional<DatasetVersion> version,
    SortedSet<Cid> recordings,
    List<Revocation> revocations) {
  static ParentVersion none() {
    return new ParentVersion(Optional.empty(), Optional.empty(), new TreeSet<>(), List.of());
  }

  /** Reads the parent from the store. */
  static ParentVersion read(Optional<Cid> root, BlockStore store) throws IOException {
    if (root.isEmpty()) {
      return none();
    }
    DatasetVersion version = version(root.get(), store);
    DatasetFile file =
        version
            .file(Lineage.RECORDINGS)
            .orElseThrow(
                () -> new IOException("Cannot find the recordings of dataset " + root.get()));
    SortedSet<Cid> recordings = new TreeSet<>();
    for (Lineage.RecordingLine line : lines(file, Lineage.RecordingLine.class, store)) {
      recordings.add(line.recording());
    }
    List<Revocation> revocations = new ArrayList<>();
    Optional<DatasetFile> revoked = version.file(Lineage.REVOCATIONS);
    if (revoked.isPresent()) {
      revocations.addAll(lines(revoked.get(), Revocation.class, store));
      revocations.forEach(revocation -> recordings.add(revocation.recording()));
    }
    Optional<DatasetFile> splits = version.file(Lineage.SPLITS);
    if (splits.isPresent()) {
      recordings.addAll(
          Splits.read(new ContentFiles(store), splits.get().cid()).byRecording().keySet());
    }
    return new ParentVersion(root, Optional.of(version), recordings, List.copyOf(revocations));
  }

  private static <T> List<T> lines(DatasetFile file, Class<T> type, BlockStore store)
      throws IOException {
    List<T> lines = new ArrayList<>();
    try (DagJsonLines<T> reader = DagJsonLines.of(store, file.cid(), type)) {
      for (Optional<T> line = reader.next(); line.isPresent(); line = reader.next()) {
        lines.add(line.get());
      }
    }
    return lines;
  }

  private static DatasetVersion version(Cid root, BlockStore store) throws IOException {
    Block block = store.require(root);
    try {
      return DagJson.read(block, DatasetVersion.class);
    } catch (MalformedContentException e) {
      throw new IOException(
          "Cannot go on from "
              + root
              + ": it is not the root of a dataset; perhaps take the one in the dataset's file "
              + DatasetVersion.ROOT,
          e);
    }
  }

  boolean has(Cid recording) {
    return recordings.contains(recording);
  }

  /** Which of its recordings is in which split. */
  Optional<Cid> splits() {
    return version.flatMap(it -> it.file(Lineage.SPLITS)).map(DatasetFile::cid);
  }
}
