package net.neuralpro.connectors.storage.kubo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.connectors.storage.StorageException;
import net.neuralpro.schemas.content.Cid;

/**
 * How files and folders become blocks: the settings of Kubo's profile {@code unixfs-v1-2025}. What
 * a call can say is said with each call; the rest is the node's own, and seen by what comes of it.
 *
 * @see <a href="https://specs.ipfs.tech/ipips/ipip-0499/">IPIP-499</a>
 */
final class KuboProfile {
  private static final String NAME = "unixfs-v1-2025";

  private static final SortedMap<String, String> SETTINGS =
      new TreeMap<>(
          Map.of(
              "CidVersion", "1",
              "HashFunction", "sha2-256",
              "UnixFSChunker", "size-1048576",
              "UnixFSDAGLayout", "balanced",
              "UnixFSDirectoryMaxLinks", "0",
              "UnixFSFileMaxLinks", "1024",
              "UnixFSHAMTDirectoryMaxFanout", "256",
              "UnixFSHAMTDirectorySizeEstimation", "block",
              "UnixFSHAMTDirectorySizeThreshold", "256KiB",
              "UnixFSRawLeaves", "true"));

  private KuboProfile() {}

  /** Adds to a node with all settings that a call can have. */
  static KuboCall add() {
    return KuboCall.of("add")
        .with("cid-version", 1)
        .with("hash", "sha2-256")
        .with("raw-leaves", true)
        .with("chunker", "size-1048576")
        .with("trickle", false)
        .with("max-file-links", 1024)
        .with("max-directory-links", 0)
        .with("max-hamt-fanout", 256)
        .with("inline", false)
        .with("nocopy", false)
        .with("preserve-mode", false)
        .with("preserve-mtime", false)
        .with("empty-dirs", true)
        .with("progress", false)
        .with("cid-base", "base32");
  }

  /** What to say where a node made something else of the same bytes. */
  static StorageException mismatch(KuboApi api, String what, Cid ours, String theirs) {
    return new StorageException(
        "KUBO-PROFILE",
        "Cannot add %s: %s makes %s of it, which must be %s; %s"
            .formatted(what, api.name(), KuboAnswer.shown(theirs), ours, differences(api)));
  }

  private static String differences(KuboApi api) {
    List<String> differing = new ArrayList<>();
    try {
      JsonNode answer = api.ask(KuboCall.of("config").with("arg", "Import"), KuboAnswer::only);
      JsonNode settings = answer.path("Value");
      for (Map.Entry<String, String> setting : SETTINGS.entrySet()) {
        String value = settings.path(setting.getKey()).asText("default");
        if (!value.equals(setting.getValue())) {
          differing.add(
              "Import.%s is %s, not %s"
                  .formatted(setting.getKey(), KuboAnswer.shown(value), setting.getValue()));
        }
      }
    } catch (IOException e) {
      return "its settings cannot be seen";
    }
    return differing.isEmpty()
        ? "its settings are those of the profile " + NAME + ", so it is perhaps no genuine Kubo"
        : "its "
            + String.join(", ", differing)
            + "; perhaps run 'ipfs config profile apply "
            + NAME
            + "' and start it again";
  }
}
