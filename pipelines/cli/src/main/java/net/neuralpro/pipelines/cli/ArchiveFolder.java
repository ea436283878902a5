package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import net.neuralpro.connectors.storage.StorageException;
import net.neuralpro.connectors.storage.arweave.ArweaveWallet;
import net.neuralpro.connectors.storage.arweave.Bundle;
import net.neuralpro.connectors.storage.arweave.ProvenanceBundle;
import net.neuralpro.connectors.storage.embedded.AtomicFile;
import net.neuralpro.schemas.content.Cid;

/**
 * What the workspace remembers of archives: which roots were archived, and the bundles that are
 * being put, since a bundle that is signed anew has other bytes and would be paid again.
 *
 * @param path the folder
 */
record ArchiveFolder(Path path) {
  /** Where uploads are remembered. */
  Path uploads() {
    return path.resolve("uploads");
  }

  /** The identifier under which a root was archived, if it was. */
  Optional<String> find(Cid root) throws IOException {
    Path file = path.resolve(root + ".id");
    return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
  }

  /** Remembers an archive that was read back, and lets its bundle go. */
  void remember(Cid root, String identifier) throws IOException {
    AtomicFile.write(
        path.resolve(root + ".id"), (identifier + "\n").getBytes(StandardCharsets.UTF_8));
    Files.deleteIfExists(bundle(root));
  }

  private Path bundle(Cid root) {
    return path.resolve(root + ".bundle");
  }

  /** The file with the bundle of a dataset: the one that was begun, else one signed now. */
  Path bundle(ProvenanceBundle provenance, ArweaveWallet wallet) throws IOException {
    Path file = bundle(provenance.root());
    if (!Files.exists(file)) {
      AtomicFile.write(file, provenance.sign(wallet).bytes());
      return file;
    }
    if (Files.size(file) > Bundle.MAX_BYTES) {
      throw begun(file, "it is too large");
    }
    Bundle bundle = Bundle.read(Files.readAllBytes(file), file.toString());
    if (!provenance.requireSame(bundle, file.toString()).equals(wallet.address())) {
      throw begun(file, "another wallet signed it; perhaps give that one");
    }
    return file;
  }

  private static StorageException begun(Path file, String reason) {
    return new StorageException(
        "ARWEAVE-CHANGED", "Cannot go on with the archive begun in " + file + ": " + reason);
  }
}
