package net.neuralpro.connectors.chain.keys;

import java.nio.file.Path;
import java.util.Map;

/** Where the passphrase of a keystore comes from; never an argument of a command. */
public sealed interface PassphraseSource {
  /** The environment variable that names a file with the passphrase. */
  String VARIABLE = "NEURAL_PASSPHRASE_FILE";

  /** The source that the environment names, else {@link Generated}. */
  static PassphraseSource of(Map<String, String> environment) {
    String file = environment.get(VARIABLE);
    return file == null || file.isEmpty() ? new Generated() : new InFile(Path.of(file));
  }

  /** The first line of a file that only its owner may read. */
  record InFile(Path file) implements PassphraseSource {}

  /** A person at the console is asked. */
  record Asked() implements PassphraseSource {}

  /**
   * A random passphrase in a file beside the key, made with the first key. It keeps the key safe
   * where the key's file is copied alone: into a backup, a ticket or a repository. It does not
   * protect from whoever reads the whole folder.
   */
  record Generated() implements PassphraseSource {}
}
