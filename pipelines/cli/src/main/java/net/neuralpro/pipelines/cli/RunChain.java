package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import net.neuralpro.connectors.chain.ChainException;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.connectors.chain.network.ChainSettings;
import net.neuralpro.connectors.storage.embedded.Workspace;
import net.neuralpro.pipelines.flows.chain.ChainWitness;
import net.neuralpro.pipelines.flows.chain.PublishVersion;
import net.neuralpro.pipelines.flows.chain.PublishVersion.Anchored;
import net.neuralpro.pipelines.flows.dataset.DatasetFolder;
import net.neuralpro.pipelines.flows.submit.RegistrationBook;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.recording.Registrations;

/**
 * What a run has to do with a chain: it asks who came first and what was revoked, and anchors the
 * version that it made.
 *
 * @param key who anchors it
 * @param name of the dataset
 */
record RunChain(
    Workspace workspace, ChainUse use, ContributorKey key, String name, Terminal terminal) {
  private static final int MAX_NAME = 32;

  /** The name that a folder gives its dataset. */
  static String name(Path folder) {
    String name = folder.toAbsolutePath().normalize().getFileName().toString();
    while (name.getBytes(StandardCharsets.UTF_8).length > MAX_NAME) {
      name = name.substring(0, name.offsetByCodePoints(name.length(), -1));
    }
    return name;
  }

  /** Whether a chain is used that others run, so that an anchor is missed. */
  boolean isOfOthers() throws IOException {
    return !use.isNone() && ChainSettings.read(workspace.home()) instanceof ChainSettings.Network;
  }

  /** What is said of the recordings whose manifests are in a store. */
  Registrations ask(BlockStore store, Optional<Cid> parent) throws IOException {
    Optional<ChainUse.Session> opened = use.open(workspace, Optional.empty(), terminal);
    if (opened.isEmpty()) {
      return Registrations.NONE;
    }
    try (ChainUse.Session session = opened.get()) {
      return new ChainWitness(store, RegistrationBook.of(workspace))
          .ask(session.chain().contributions(), parent);
    }
  }

  /** Anchors a version; a person is told why, if the chain refuses it. */
  Optional<Anchored> anchor(DatasetFolder folder) throws IOException {
    try {
      Optional<ChainUse.Session> opened = use.open(workspace, Optional.of(key), terminal);
      if (opened.isEmpty()) {
        return Optional.empty();
      }
      try (ChainUse.Session session = opened.get()) {
        return Optional.of(PublishVersion.on(session.chain(), name, folder));
      }
    } catch (ChainException e) {
      terminal.note(
          "%s is there and not anchored: %s %s".formatted(folder.path(), e.rule(), e.getMessage()));
      return Optional.empty();
    }
  }
}
