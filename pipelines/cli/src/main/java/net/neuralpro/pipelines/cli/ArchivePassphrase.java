package net.neuralpro.pipelines.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import net.neuralpro.connectors.chain.keys.PassphraseSource;
import net.neuralpro.connectors.storage.StorageException;
import net.neuralpro.connectors.storage.arweave.ArweaveWallet;

/** Opens an encrypted wallet by the file that the environment names, or asks at the terminal. */
final class ArchivePassphrase implements ArweaveWallet.Passphrases {
  @Override
  public char[] of(Path wallet) throws IOException {
    String file = System.getenv(PassphraseSource.VARIABLE);
    if (file != null && !file.isEmpty()) {
      try (BufferedReader reader = Files.newBufferedReader(Path.of(file))) {
        return Optional.ofNullable(reader.readLine()).orElse("").toCharArray();
      }
    }
    Console console = System.console();
    char[] given = console == null ? null : console.readPassword("Passphrase of %s: ", wallet);
    if (given == null) {
      throw new StorageException(
          "ARWEAVE-WALLET",
          "Cannot open wallet "
              + wallet
              + " without a passphrase; perhaps set "
              + PassphraseSource.VARIABLE);
    }
    return given;
  }
}
