package net.neuralpro.connectors.storage.arweave;

import static net.neuralpro.connectors.storage.arweave.Samples.WALLET;
import static net.neuralpro.connectors.storage.arweave.Samples.pattern;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import net.neuralpro.connectors.storage.StorageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArweaveWalletTest {
  @TempDir private Path folder;

  @Test
  void comesBackFromItsFile() throws IOException {
    Path file = folder.resolve("wallet.json");
    WALLET.writePlain(file);

    assertThat(ArweaveWallet.read(file, ArweaveWallet.Passphrases.NONE)).isEqualTo(WALLET);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThatThrownBy(() -> WALLET.writePlain(file))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void comesBackFromAnEncryptedFileWithItsPassphrase() throws IOException {
    Path file = folder.resolve("wallet.json");
    WALLET.write(file, "opensesame".toCharArray(), new SecureRandom());

    assertThat(ArweaveWallet.read(file, any -> "opensesame".toCharArray())).isEqualTo(WALLET);
    assertThat(Files.readString(file))
        .doesNotContain(WALLET.jwk().get("d").asText())
        .doesNotContain(WALLET.jwk().get("p").asText());
    assertThatThrownBy(() -> ArweaveWallet.read(file, any -> "else".toCharArray()))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("the passphrase is wrong or the file was altered");
    assertThatThrownBy(() -> ArweaveWallet.read(file, ArweaveWallet.Passphrases.NONE))
        .hasMessageContaining("without a passphrase");
  }

  @Test
  void refusesAFileThatOthersMayRead() throws IOException {
    Path file = folder.resolve("wallet.json");
    WALLET.writePlain(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    assertThatThrownBy(() -> ArweaveWallet.read(file, ArweaveWallet.Passphrases.NONE))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("others may read or change it (rw-r--r--)")
        .hasMessageContaining("chmod 600");
  }

  @Test
  void refusesAFileThatHoldsNoSoundKey() throws IOException {
    String jwk = WALLET.jwk().toString();
    for (String text :
        new String[] {
          "",
          "[]",
          "{}",
          "x",
          jwk.replace("\"RSA\"", "\"EC\""),
          jwk.replace("\"d\":\"", "\"d\":\"AQ")
        }) {
      Path file = folder.resolve("no-wallet.json");
      Files.deleteIfExists(file);
      WalletFile.write(file, text.getBytes(StandardCharsets.UTF_8));
      assertThatThrownBy(() -> ArweaveWallet.read(file, ArweaveWallet.Passphrases.NONE))
          .as(text.substring(0, Math.min(10, text.length())))
          .isInstanceOf(StorageException.class)
          .hasMessageStartingWith("Cannot use wallet ")
          .satisfies(
              e -> assertThat(e.getMessage()).doesNotContain(WALLET.jwk().get("d").asText()));
    }
  }

  @Test
  void neverShowsItsSecret() {
    assertThat(WALLET).hasToString("ArweaveWallet[" + WALLET.address() + "]");
  }

  @Test
  void verifiesItsOwnSignaturesOnly() {
    byte[] signature = WALLET.sign(pattern(48));

    assertThat(ArweaveWallet.verifies(WALLET.owner(), pattern(48), signature)).isTrue();
    assertThat(ArweaveWallet.verifies(WALLET.owner(), pattern(47), signature)).isFalse();
    assertThat(WALLET.sign(pattern(48))).isNotEqualTo(signature);
    signature[100] ^= 1;
    assertThat(ArweaveWallet.verifies(WALLET.owner(), pattern(48), signature)).isFalse();
    assertThat(ArweaveWallet.verifies(new byte[512], pattern(48), signature)).isFalse();
  }
}
