package net.neuralpro.pipelines.flows.curate;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;
import net.neuralpro.pipelines.flows.recipe.Recipe;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.DagJsonLines;
import net.neuralpro.schemas.content.MalformedContentException;
import net.neuralpro.schemas.content.Multicodec;
import net.neuralpro.schemas.dataset.DatasetFile;
import net.neuralpro.schemas.dataset.DatasetVersion;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.schemas.recording.PrivateHalf;
import net.neuralpro.schemas.recording.Registration;
import net.neuralpro.schemas.recording.SignedManifest;
import net.neuralpro.schemas.reward.RegisteredTogether;

/** Where the samples of a version came from, as its files in a store say. */
record StoredLineage(BlockStore store, DatasetVersion version) {
  /** The lineage of the version whose manifest has this SHA-256. */
  static StoredLineage of(BlockStore store, Digest version) throws IOException {
    Cid root = Cid.ofDigest(Multicodec.DAG_JSON, version.bytes());
    return new StoredLineage(store, DagJson.read(store.require(root), DatasetVersion.class));
  }

  /** The first line of a file that is wanted; of a file that the version has not, none is. */
  <T> Optional<T> find(String path, Class<T> type, Predicate<T> wanted) throws IOException {
    Optional<DatasetFile> file = version.file(path);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try (DagJsonLines<T> lines = DagJsonLines.of(store, file.get().cid(), type)) {
      for (Optional<T> line = lines.next(); line.isPresent(); line = lines.next()) {
        if (wanted.test(line.get())) {
          return line;
        }
      }
    }
    return Optional.empty();
  }

  /** The file at a path that each version has. */
  Cid file(String path) throws MalformedContentException {
    return version
        .file(path)
        .map(DatasetFile::cid)
        .orElseThrow(() -> new MalformedContentException("The version has no " + path));
  }

  /** The manifest of a recording of the version. */
  SignedManifest manifest(Cid recording) throws IOException {
    return find(
            Lineage.RECORDINGS,
            Lineage.RecordingLine.class,
            line -> line.recording().equals(recording))
        .map(Lineage.RecordingLine::manifest)
        .filter(manifest -> manifest.cid().equals(recording))
        .orElseThrow(
            () -> new MalformedContentException("The version has no manifest of " + recording));
  }

  /** The recipe, which the manifest names by its block and holds as a file. */
  Recipe recipe() throws IOException {
    byte[] bytes = new ContentFiles(store).read(file(VersionAssembly.RECIPE), Block.MAX_SIZE);
    if (!version.recipe().names(bytes)) {
      throw new MalformedContentException("The version's recipe is not the one that it names");
    }
    return DagJson.read(bytes, Recipe.class);
  }

  /**
   * The recording of a blinded identifier: one that shows how it was registered, or whose private
   * half is in the store.
   */
  Optional<Cid> recording(Digest blinded) throws IOException {
    Optional<RegisteredTogether.Shown> shown =
        find(
                Lineage.REGISTRATIONS,
                RegisteredTogether.class,
                together -> shown(together, blinded).isPresent())
            .flatMap(together -> shown(together, blinded));
    if (shown.isPresent()) {
      return shown.map(it -> Cid.ofDigest(Multicodec.DAG_JSON, it.recording().bytes()));
    }
    try (DagJsonLines<Lineage.RecordingLine> lines =
        DagJsonLines.of(store, file(Lineage.RECORDINGS), Lineage.RecordingLine.class)) {
      for (Optional<Lineage.RecordingLine> next = lines.next();
          next.isPresent();
          next = lines.next()) {
        Lineage.RecordingLine line = next.get();
        Cid half = PrivateHalf.cid(line.manifest().publicHalf().privateHalf());
        if (store.has(half)
            && Registration.blind(line.recording(), PrivateHalf.read(store.require(half).bytes()))
                .equals(blinded)) {
          return Optional.of(line.recording());
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<RegisteredTogether.Shown> shown(
      RegisteredTogether together, Digest blinded) {
    return together.shown().stream()
        .filter(shown -> together.blinded().get(shown.index()).equals(blinded))
        .findFirst();
  }
}
