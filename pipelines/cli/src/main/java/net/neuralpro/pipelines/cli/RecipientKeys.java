package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.nio.file.Files;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.connectors.storage.embedded.Workspace;
import net.neuralpro.connectors.storage.envelope.KeyPassphrase;
import net.neuralpro.connectors.storage.envelope.RecipientKey;
import net.neuralpro.connectors.storage.envelope.RecipientKeyFile;

/** The key that opens what was encrypted to this person; locked by the contributor's key. */
final class RecipientKeys {
  private static final String FILE = "recipient.json";
  private static final String PURPOSE = "recipient";

  private RecipientKeys() {}

  /** The key of a workspace; made if there is none. */
  static RecipientKey of(Workspace workspace) throws IOException {
    ContributorKey key = Home.key(workspace);
    Files.createDirectories(workspace.keys());
    return new RecipientKeyFile(workspace.keys().resolve(FILE))
        .open(new KeyPassphrase(key.secretFor(PURPOSE), KeyPassphrase.Origin.RANDOM));
  }
}
