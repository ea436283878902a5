package net.neuralpro.pipelines.flows.dataset;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.MalformedContentException;
import net.neuralpro.schemas.content.Multicodec;
import net.neuralpro.schemas.content.Sha256;
import net.neuralpro.schemas.dataset.DatasetFile;
import net.neuralpro.schemas.dataset.DatasetVersion;

/**
 * A dataset version in a folder.
 *
 * @param path the folder
 * @param root the identifier of its manifest
 * @param version what the manifest says
 */
public record DatasetFolder(Path path, Cid root, DatasetVersion version) {
  private static final int MAX_ROOT_FILE = 1024;

  /**
   * Opens the folder and checks its {@code ROOT} and manifest against each other, not the files.
   *
   * @throws AlteredDatasetException if they contradict each other; the message names the file
   * @throws IOException if there is no dataset or it cannot be read
   */
  public static DatasetFolder open(Path path) throws IOException {
    Cid root = readRoot(path.resolve(DatasetVersion.ROOT));
    Path manifest = path.resolve(DatasetVersion.MANIFEST);
    byte[] bytes = bounded(manifest, Block.MAX_SIZE);
    if (!root.names(bytes)) {
      throw new AlteredDatasetException(
          DatasetVersion.MANIFEST,
          "its bytes have the CID " + Cid.of(Multicodec.DAG_JSON, bytes) + ", ROOT says " + root);
    }
    try {
      return new DatasetFolder(path, root, DagJson.read(bytes, DatasetVersion.class));
    } catch (MalformedContentException e) {
      throw new AlteredDatasetException(DatasetVersion.MANIFEST, String.valueOf(e.getMessage()));
    }
  }

  /** Whether a dataset version lies in this folder, whole or altered. */
  public static boolean isAt(Path path) {
    return Files.exists(path.resolve(DatasetVersion.ROOT));
  }

  /** Whether files are missing because only others were asked for. */
  public boolean isPartial() {
    return Files.exists(path.resolve(DatasetVersion.PARTIAL));
  }

  /** The files of the version that lie in the folder. */
  public List<DatasetFile> present() {
    return version.files().stream()
        .filter(file -> Files.exists(path.resolve(file.path()), LinkOption.NOFOLLOW_LINKS))
        .toList();
  }

  /** The text of the file {@code ROOT}: the root, and a digest by which the file checks itself. */
  public static String rootText(Cid root) {
    String line = "root " + root + "\n";
    byte[] digest = Sha256.of(line.getBytes(StandardCharsets.UTF_8));
    return line + "sha256 " + HexFormat.of().formatHex(digest) + "\n";
  }

  private static Cid readRoot(Path file) throws IOException {
    byte[] bytes;
    try {
      bytes = bounded(file, MAX_ROOT_FILE);
    } catch (NoSuchFileException e) {
      throw new IOException(
          "Cannot find a dataset in "
              + file.toAbsolutePath().getParent()
              + ": it has no file ROOT; perhaps the run that should have written it has not ended",
          e);
    }
    List<String> lines = new String(bytes, StandardCharsets.ISO_8859_1).lines().toList();
    try {
      Cid root = Cid.parse(lines.get(0).substring("root ".length()));
      if (rootText(root).equals(new String(bytes, StandardCharsets.ISO_8859_1))) {
        return root;
      }
    } catch (RuntimeException e) {
      throw new AlteredDatasetException(DatasetVersion.ROOT, "it holds no root");
    }
    throw new AlteredDatasetException(
        DatasetVersion.ROOT, "its two lines do not belong to each other");
  }

  private static byte[] bounded(Path file, int limit) throws IOException {
    if (Files.size(file) > limit) {
      throw new AlteredDatasetException(
          file.getFileName().toString(), "it is longer than " + limit + " bytes");
    }
    return Files.readAllBytes(file);
  }
}
