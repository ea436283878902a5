package net.neuralpro.pipelines.flows.provenance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.pipelines.flows.curate.Lineage;
import net.neuralpro.pipelines.flows.dataset.AlteredDatasetException;
import net.neuralpro.pipelines.flows.dataset.DatasetFolder;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.DagJsonLines;
import net.neuralpro.schemas.content.Sha256;
import net.neuralpro.schemas.dataset.ClipLine;
import net.neuralpro.schemas.dataset.DatasetFile;
import net.neuralpro.schemas.dataset.DatasetVersion;
import net.neuralpro.schemas.derivation.Derivation;

/**
 * The lineage of a dataset in a folder, but for what nobody needs to be told: salts, commitments
 * and private halves. Its files are those that the manifest names. They may be read often, a line
 * at a time.
 */
public final class PublicLineage {
  /** The input by which an operator is given the private half of a recording. */
  private static final String PRIVATE = "private";

  private final DatasetFolder folder;

  private PublicLineage(DatasetFolder folder) {
    this.folder = folder;
  }

  /** Takes lines, one after another. */
  @FunctionalInterface
  interface Sink<T> {
    void take(T line) throws IOException;
  }

  /**
   * The lineage of a dataset.
   *
   * @throws AlteredDatasetException if a file of it is not the one that the manifest names
   * @throws IOException if it cannot be read
   */
  public static PublicLineage of(Path dataset) throws IOException {
    DatasetFolder folder = DatasetFolder.open(dataset);
    for (String path : List.of(Lineage.DERIVATIONS, Lineage.RECORDINGS, Lineage.CLIPS)) {
      DatasetFile file =
          folder
              .version()
              .file(path)
              .orElseThrow(() -> new IOException("Cannot find " + path + " in " + dataset));
      try (InputStream in = Files.newInputStream(dataset.resolve(path))) {
        if (!HexFormat.of().formatHex(Sha256.of(in)).equals(file.sha256())) {
          throw new AlteredDatasetException(path, "its bytes are not those of the manifest");
        }
      }
    }
    return new PublicLineage(folder);
  }

  /** The identifier of the version. */
  public Cid root() {
    return folder.root();
  }

  DatasetVersion version() {
    return folder.version();
  }

  /** Goes over all derivations, without the private halves that were given to them. */
  void derivations(Sink<Lineage.DerivationLine> sink) throws IOException {
    each(
        Lineage.DERIVATIONS,
        Lineage.DerivationLine.class,
        line -> {
          if (!line.derivation().cid().equals(line.cid())) {
            throw new AlteredDatasetException(
                Lineage.DERIVATIONS, "it calls a derivation " + line.cid());
          }
          Derivation derivation = line.derivation();
          SortedMap<String, Cid> inputs = new TreeMap<>(derivation.inputs());
          inputs.remove(PRIVATE);
          sink.take(
              new Lineage.DerivationLine(
                  line.cid(),
                  new Derivation(
                      derivation.operator(), derivation.version(), derivation.parameters(), inputs),
                  line.outputs()));
        });
  }

  /** Goes over all recordings. */
  void recordings(Sink<Lineage.RecordingLine> sink) throws IOException {
    each(
        Lineage.RECORDINGS,
        Lineage.RecordingLine.class,
        line -> {
          if (!line.manifest().cid().equals(line.recording())) {
            throw new AlteredDatasetException(
                Lineage.RECORDINGS, "it calls a recording " + line.recording());
          }
          sink.take(line);
        });
  }

  /** Goes over all clips. */
  void clips(Sink<ClipLine> sink) throws IOException {
    each(Lineage.CLIPS, ClipLine.class, sink);
  }

  private <T> void each(String path, Class<T> type, Sink<T> sink) throws IOException {
    try (DagJsonLines<T> lines =
        new DagJsonLines<>(Files.newInputStream(folder.path().resolve(path)), type)) {
      for (Optional<T> line = lines.next(); line.isPresent(); line = lines.next()) {
        sink.take(line.get());
      }
    }
  }
}
