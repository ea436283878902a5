package net.neuralpro.schemas.dataset;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.DagJson;

/**
 * A dataset version: its block is {@code manifest.json}, and the block's identifier is the root by
 * which the version is known. It depends on the content of the recordings, their signed manifests,
 * the recipe, the operators and the parent, and on nothing else.
 *
 * @param neural the version of this layout, 1
 * @param recipe the recipe's block
 * @param parent the version that came before, if any
 * @param lineage commits to where every sample came from
 * @param totals how much there is
 * @param files all files but {@code manifest.json} and {@code ROOT}, by path
 */
public record DatasetVersion(
    int neural,
    Cid recipe,
    Optional<Cid> parent,
    LineageCommitment lineage,
    DatasetTotals totals,
    List<DatasetFile> files) {
  public static final String MANIFEST = "manifest.json";
  public static final String ROOT = "ROOT";

  /** Lies in a folder that has only some of the files, because only these were asked for. */
  public static final String PARTIAL = "PARTIAL";

  private static final Set<String> RESERVED = Set.of(MANIFEST, ROOT, PARTIAL);

  public DatasetVersion {
    if (neural != 1) {
      throw new IllegalArgumentException("Cannot use dataset layout " + neural + ": only 1");
    }
    files = files.stream().sorted().toList();
    if (files.stream().map(DatasetFile::path).distinct().count() != files.size()) {
      throw new IllegalArgumentException("Cannot have two files of one path in a dataset");
    }
    if (files.stream().map(DatasetFile::path).anyMatch(RESERVED::contains)) {
      throw new IllegalArgumentException("Cannot have a file of the name of the manifest or root");
    }
  }

  public Block block() {
    return DagJson.block(this);
  }

  /** The same content under another parent. */
  public DatasetVersion withParent(Optional<Cid> other) {
    return new DatasetVersion(neural, recipe, other, lineage, totals, files);
  }

  /** The file at this path. */
  public Optional<DatasetFile> file(String path) {
    return files.stream().filter(file -> file.path().equals(path)).findFirst();
  }
}
