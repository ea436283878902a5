package net.neuralpro.pipelines.flows.exchange;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.MalformedContentException;
import net.neuralpro.schemas.content.Multicodec;
import net.neuralpro.schemas.dataset.DatasetVersion;
import net.neuralpro.schemas.recording.PrivateHalf;
import net.neuralpro.schemas.recording.SignedManifest;

/**
 * What is sent and fetched as one: a root block, and the files that it names. What else it links to
 * (a parent, a recipe) is not part of it.
 */
public sealed interface Parcel {
  /** The block by whose identifier it is known. */
  Block root();

  /** Its files, by path. */
  List<Item> items();

  /** The name that the root block has among the files. */
  String rootName();

  /**
   * A file of a parcel.
   *
   * @param path where it lies, slashes between names
   */
  record Item(String path, Cid cid, long bytes) {}

  /** A dataset version. */
  record OfDataset(Block root, DatasetVersion version) implements Parcel {
    @Override
    public List<Item> items() {
      return version.files().stream()
          .map(file -> new Item(file.path(), file.cid(), file.bytes()))
          .toList();
    }

    @Override
    public String rootName() {
      return DatasetVersion.MANIFEST;
    }
  }

  /** A recording with the public half of its manifest. */
  record OfRecording(Block root, SignedManifest manifest) implements Parcel {
    static final String ROOT_NAME = "recording.manifest.json";

    @Override
    public List<Item> items() {
      return manifest.publicHalf().streams().stream()
          .map(stream -> new Item(stream.path(), stream.cid(), stream.bytes()))
          .toList();
    }

    @Override
    public String rootName() {
      return ROOT_NAME;
    }
  }

  /** How many bytes its files have together. */
  default long bytes() {
    return items().stream().mapToLong(Item::bytes).sum();
  }

  /**
   * The parcel of this root.
   *
   * @throws MalformedContentException if the block is neither a dataset's nor a recording's; the
   *     private half of a manifest is refused by name
   */
  static Parcel of(Block root) throws IOException {
    if (root.cid().codec() == Multicodec.DAG_JSON) {
      Optional<Parcel> parcel = dataset(root).or(() -> recording(root));
      if (parcel.isPresent()) {
        return parcel.get();
      }
      if (isPrivateHalf(root)) {
        throw new MalformedContentException(
            "Cannot send %s: it is the private half of a manifest, which never leaves its owner"
                .formatted(root.cid()));
      }
    }
    throw new MalformedContentException(
        "Cannot use %s: it is neither the root of a dataset nor the manifest of a recording"
            .formatted(root.cid()));
  }

  private static Optional<Parcel> dataset(Block root) {
    try {
      return Optional.of(new OfDataset(root, DagJson.read(root, DatasetVersion.class)));
    } catch (MalformedContentException e) {
      return Optional.empty();
    }
  }

  private static Optional<Parcel> recording(Block root) {
    try {
      OfRecording recording = new OfRecording(root, SignedManifest.read(root.bytes()));
      return recording.items().stream().anyMatch(item -> item.path().equals(recording.rootName()))
          ? Optional.empty()
          : Optional.of(recording);
    } catch (MalformedContentException e) {
      return Optional.empty();
    }
  }

  private static boolean isPrivateHalf(Block root) {
    try {
      PrivateHalf.read(root.bytes());
      return true;
    } catch (MalformedContentException e) {
      return false;
    }
  }
}
