package net.neuralpro.pipelines.flows.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.Sha256;
import net.neuralpro.schemas.dataset.DatasetFile;
import net.neuralpro.schemas.dataset.DatasetVersion;
import net.neuralpro.schemas.rules.Finding;

/**
 * Proves that the bytes of a dataset folder are those that its root names. In a folder that says it
 * is partial, files may be missing.
 */
public final class DatasetVerification {
  private DatasetVerification() {}

  /**
   * Reads every byte.
   *
   * @param progress is told how many bytes were read since it was last told
   * @return what was found, nothing if all is as it must be
   */
  public static List<Finding> verify(Path path, LongConsumer progress) throws IOException {
    DatasetFolder folder;
    try {
      folder = DatasetFolder.open(path);
    } catch (AlteredDatasetException e) {
      return List.of(Finding.error("DATASET-ALTERED", e.file(), String.valueOf(e.getMessage())));
    }
    List<Finding> findings = new ArrayList<>();
    Set<String> expected =
        new TreeSet<>(Set.of(DatasetVersion.MANIFEST, DatasetVersion.ROOT, DatasetVersion.PARTIAL));
    for (DatasetFile file : folder.isPartial() ? folder.present() : folder.version().files()) {
      expected.add(file.path());
      verify(path, file, progress).ifPresent(findings::add);
    }
    findings.addAll(unexpected(path, expected));
    return findings;
  }

  private static Optional<Finding> verify(Path folder, DatasetFile file, LongConsumer progress)
      throws IOException {
    Path path = folder.resolve(file.path());
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.of(
          Finding.error("DATASET-FILE-MISSING", file.path(), "The file is not there."));
    }
    long size = Files.size(path);
    if (size != file.bytes()) {
      return Optional.of(
          Finding.error(
              "DATASET-ALTERED",
              file.path(),
              "The file has " + size + " bytes, the manifest says " + file.bytes() + "."));
    }
    MessageDigest sha256 = Sha256.digest();
    Cid cid;
    try (InputStream in = new DigestInputStream(Files.newInputStream(path), sha256)) {
      cid = ContentFiles.identify(in);
    }
    progress.accept(size);
    boolean same =
        cid.equals(file.cid()) && HexFormat.of().formatHex(sha256.digest()).equals(file.sha256());
    return same
        ? Optional.empty()
        : Optional.of(
            Finding.error(
                "DATASET-ALTERED",
                file.path(),
                "Its bytes have the CID " + cid + ", the manifest says " + file.cid() + "."));
  }

  private static List<Finding> unexpected(Path folder, Set<String> expected) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
          .map(file -> folder.relativize(file).toString())
          .filter(file -> !expected.contains(file))
          .sorted()
          .map(
              file ->
                  Finding.error(
                      "DATASET-FILE-UNKNOWN", file, "The manifest does not name this file."))
          .toList();
    }
  }
}
