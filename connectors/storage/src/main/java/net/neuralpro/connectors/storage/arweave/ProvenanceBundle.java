package net.neuralpro.connectors.storage.arweave;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import net.neuralpro.connectors.storage.StorageException;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.Sha256;
import net.neuralpro.schemas.dataset.DatasetFile;
import net.neuralpro.schemas.dataset.DatasetVersion;

/**
 * What of a dataset is kept for good: its manifest, whose identifier is the root, and its lineage,
 * which holds the public halves of manifests alone. Videos and tables are not in it.
 *
 * @param root the dataset's
 * @param files their bytes, by path, the manifest among them
 */
public record ProvenanceBundle(Cid root, Map<String, byte[]> files) {
  /** Where the lineage lies in a dataset. */
  public static final String LINEAGE = "lineage/";

  private static final String APP = "App-Name";
  private static final String DATASET_ROOT = "Dataset-Root";
  private static final String FILE_PATH = "File-Path";
  private static final String CONTENT_TYPE = "Content-Type";

  public ProvenanceBundle {
    files = new TreeMap<>(files);
  }

  /**
   * The provenance of a dataset in a folder, each file of which is held against the manifest.
   *
   * @param root the identifier that the manifest must have
   * @throws StorageException ARWEAVE-SIZE if there is more of it than 64 MiB, ARWEAVE-CHANGED if a
   *     file is missing or not what the manifest says
   */
  public static ProvenanceBundle of(Path folder, Cid root, DatasetVersion version)
      throws IOException {
    List<DatasetFile> lineage =
        version.files().stream().filter(file -> file.path().startsWith(LINEAGE)).toList();
    long size = lineage.stream().mapToLong(DatasetFile::bytes).sum();
    if (size > Bundle.MAX_BYTES || lineage.size() >= Bundle.MAX_ITEMS) {
      throw tooLarge(size);
    }
    Map<String, byte[]> files = new TreeMap<>();
    byte[] manifest = version.block().bytes();
    if (!root.names(manifest)) {
      throw changed(DatasetVersion.MANIFEST);
    }
    files.put(DatasetVersion.MANIFEST, manifest);
    for (DatasetFile file : lineage) {
      Path path = folder.resolve(file.path());
      if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
          || Files.size(path) != file.bytes()) {
        throw changed(file.path());
      }
      byte[] bytes = Files.readAllBytes(path);
      if (!HexFormat.of().formatHex(Sha256.of(bytes)).equals(file.sha256())) {
        throw changed(file.path());
      }
      files.put(file.path(), bytes);
    }
    return new ProvenanceBundle(root, files);
  }

  private static StorageException changed(String path) {
    return new StorageException(
        "ARWEAVE-CHANGED",
        "Cannot archive the dataset: "
            + path
            + " is missing or not what its root says; perhaps run neural verify");
  }

  private static StorageException tooLarge(long size) {
    return new StorageException(
        "ARWEAVE-SIZE",
        "Cannot archive the dataset: its lineage has %d bytes, at most %d go into a bundle"
            .formatted(size, Bundle.MAX_BYTES));
  }

  /** The tags of the transaction that holds it. */
  public Map<String, String> tags() {
    Map<String, String> tags = new TreeMap<>(Map.of(APP, "Neural"));
    Bundle.TAGS.forEach(tag -> tags.put(tag.name(), tag.value()));
    tags.put(DATASET_ROOT, root.toString());
    tags.put(CONTENT_TYPE, "application/octet-stream");
    return tags;
  }

  /**
   * Its files as signed data items. Signatures are salted: the bytes are others each time.
   *
   * @throws StorageException ARWEAVE-SIZE if they are larger than a bundle may be
   */
  public Bundle sign(ArweaveWallet wallet) throws IOException {
    List<DataItem> items = new ArrayList<>();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Map<String, String> tags = new TreeMap<>();
      tags.put(APP, "Neural");
      tags.put(DATASET_ROOT, root.toString());
      tags.put(FILE_PATH, file.getKey());
      tags.put(CONTENT_TYPE, type(file.getKey()));
      items.add(DataItem.sign(wallet, Tag.of(tags), file.getValue()));
    }
    try {
      return new Bundle(items);
    } catch (IllegalArgumentException e) {
      throw tooLarge(files.values().stream().mapToLong(bytes -> bytes.length).sum());
    }
  }

  private static String type(String path) {
    if (path.endsWith(".json")) {
      return "application/json";
    }
    return path.endsWith(".jsonl") ? "application/jsonl" : "application/octet-stream";
  }

  /**
   * Holds a bundle that was read back, whose signatures hold, against these files.
   *
   * @return who signed it
   * @throws StorageException ARWEAVE-FORGED if it holds other files, or other bytes, or if its
   *     items were signed by several
   */
  public String requireSame(Bundle bundle, String place) throws IOException {
    Map<String, byte[]> missing = new TreeMap<>(files);
    Set<String> signers = new HashSet<>();
    for (DataItem item : bundle.items()) {
      String path = item.tag(FILE_PATH).orElse("");
      byte[] expected = missing.remove(path);
      if (expected == null
          || !Arrays.equals(expected, item.data())
          || !item.tag(DATASET_ROOT).equals(Optional.of(root.toString()))) {
        throw other(place, "file '" + path + "' is not that of the dataset");
      }
      signers.add(item.signer());
    }
    if (!missing.isEmpty()) {
      throw other(place, "it lacks " + String.join(", ", missing.keySet()));
    }
    if (signers.size() != 1) {
      throw other(place, "several signed it");
    }
    return signers.iterator().next();
  }

  private static StorageException other(String place, String reason) {
    return new StorageException(
        "ARWEAVE-FORGED", "Cannot take " + place + " for an archive of the dataset: " + reason);
  }
}
