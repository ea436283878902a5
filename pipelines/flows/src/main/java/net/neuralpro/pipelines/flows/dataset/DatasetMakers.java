package net.neuralpro.pipelines.flows.dataset;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import net.neuralpro.connectors.storage.embedded.AtomicFile;
import net.neuralpro.connectors.storage.embedded.EmbeddedMakers;
import net.neuralpro.pipelines.flows.curate.Lineage;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.DagJsonLines;
import net.neuralpro.schemas.derivation.Maker;

/**
 * Which nodes made what a dataset consists of. It lies beside the dataset, since the same dataset
 * comes out wherever its derivations run.
 */
public final class DatasetMakers {
  private static final String FILE = "makers.jsonl";

  private DatasetMakers() {}

  private record MakerLine(Cid derivation, Maker maker) {}

  /** The folder beside a dataset, in which is what is about its run. */
  public static Path beside(Path dataset) {
    Path absolute = dataset.toAbsolutePath().normalize();
    return absolute.resolveSibling(absolute.getFileName() + ".run");
  }

  /** Writes who made what a dataset's lineage names; nothing if no node made any of it. */
  public static void write(Path dataset, EmbeddedMakers makers) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DagJsonLines<Lineage.DerivationLine> lines =
        new DagJsonLines<>(
            Files.newInputStream(dataset.resolve(Lineage.DERIVATIONS)),
            Lineage.DerivationLine.class)) {
      for (Optional<Lineage.DerivationLine> line = lines.next();
          line.isPresent();
          line = lines.next()) {
        Optional<Maker> maker = makers.find(line.get().cid());
        if (maker.isPresent()) {
          out.write(DagJson.write(new MakerLine(line.get().cid(), maker.get())));
          out.write('\n');
        }
      }
    }
    if (out.size() > 0) {
      AtomicFile.write(beside(dataset).resolve(FILE), out.toByteArray());
    }
  }

  /** Who made what, by derivation; what is not there was made by whoever ran the pipeline. */
  static Map<Cid, Maker> of(Path dataset) throws IOException {
    Map<Cid, Maker> makers = new HashMap<>();
    try (DagJsonLines<MakerLine> lines =
        new DagJsonLines<>(Files.newInputStream(beside(dataset).resolve(FILE)), MakerLine.class)) {
      for (Optional<MakerLine> line = lines.next(); line.isPresent(); line = lines.next()) {
        makers.put(line.get().derivation(), line.get().maker());
      }
    } catch (NoSuchFileException e) {
      return Map.of();
    }
    return makers;
  }
}
