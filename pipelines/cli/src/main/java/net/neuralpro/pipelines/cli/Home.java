package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.nio.file.Path;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.connectors.chain.keys.Keystore;
import net.neuralpro.connectors.chain.keys.PassphraseSource;
import net.neuralpro.connectors.storage.embedded.Workspace;

/** The workspace of the person at the keyboard: {@code NEURAL_HOME}, by default ~/.neural. */
final class Home {
  private Home() {}

  static Path path() {
    return Workspace.home(System.getenv());
  }

  static Workspace workspace() throws IOException {
    return Workspace.open(path());
  }

  /** The contributor's key in a workspace; made if there is none. */
  static ContributorKey key(Workspace workspace) throws IOException {
    return new Keystore(workspace.keys(), PassphraseSource.of(System.getenv())).open();
  }
}
