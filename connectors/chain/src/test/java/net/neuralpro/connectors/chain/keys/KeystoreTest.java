package net.neuralpro.connectors.chain.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.neuralpro.schemas.rules.RejectedInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeystoreTest {
  /** Written by eth-keyfile 0.10.0 for the passphrase {@code correct horse}. */
  private static final String FOREIGN =
      """
      {"address": "2c7536E3605D9C16a7a3D7b1898e529396a65c23", "crypto": {"cipher": "aes-128-ctr",
      "cipherparams": {"iv": "2e4718a55bffb64b8aac145ad6f1aa2d"}, "ciphertext":
      "2e37bff80bca45c8180d6e2f6c113e095fc75baa7801d01a5ce4a158bee15b21", "kdf": "scrypt",
      "kdfparams": {"dklen": 32, "n": 4096, "p": 1, "r": 8, "salt":
      "4b030f607a9227a4aac0be5e7461d77b"}, "mac":
      "bd9375b269a432a1441f9aa4e1ff2dc2a76d7c0ba39f3b5d93dfe03b709fb2e5"}, "id":
      "53e43660-5202-4dc6-af64-bf01a7ca95ad", "version": 3}
      """;

  @TempDir private Path folder;

  private Keystore keystore() {
    return new Keystore(folder.resolve("keys"), new PassphraseSource.Generated());
  }

  @Test
  void keepsAKeyThatIsFoundAgain() throws IOException {
    assertThat(keystore().find()).isEmpty();
    ContributorKey made = keystore().open();
    assertThat(keystore().open().bytes()).isEqualTo(made.bytes());
  }

  @Test
  void letsOnlyTheOwnerIn() throws IOException {
    Files.createDirectory(
        folder.resolve("keys"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    keystore().open();
    assertThat(mode(folder.resolve("keys"))).isEqualTo("rwx------");
    try (Stream<Path> files = Files.list(folder.resolve("keys"))) {
      assertThat(files)
          .extracting(file -> file.getFileName() + " " + mode(file))
          .containsExactlyInAnyOrder("contributor.json rw-------", "passphrase rw-------");
    }
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void makesOneKeyForManyAtOnce() {
    List<CompletableFuture<ContributorKey>> opened =
        Stream.generate(() -> CompletableFuture.supplyAsync(this::openUnchecked)).limit(8).toList();
    assertThat(opened.stream().map(CompletableFuture::join).map(ContributorKey::address).distinct())
        .hasSize(1);
  }

  private ContributorKey openUnchecked() {
    try {
      return keystore().open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void neverReplacesAKey() throws IOException {
    ContributorKey first = keystore().open();
    assertThat(keystore().keep(ContributorKey.ofSeed(1, "a")).address()).isEqualTo(first.address());
  }

  @Test
  void refusesAKeyThatOthersMayRead() throws IOException {
    keystore().open();
    Path file = folder.resolve("keys/contributor.json");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThatThrownBy(() -> keystore().find())
        .isInstanceOf(RejectedInputException.class)
        .hasMessageContaining("KEY-EXPOSED")
        .hasMessageContaining("chmod 600");
  }

  @Test
  void usesThePassphraseOfAFile() throws IOException {
    Path secret = folder.resolve("secret");
    Files.writeString(secret, "correct horse\nnot this\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    Path keys = folder.resolve("keys");
    PrivateFiles.makeFolder(keys);
    PrivateFiles.create(keys.resolve("contributor.json"), FOREIGN.getBytes(StandardCharsets.UTF_8));
    PassphraseSource source =
        PassphraseSource.of(Map.of("NEURAL_PASSPHRASE_FILE", secret.toString()));
    assertThat(new Keystore(keys, source).find().map(ContributorKey::address))
        .hasValue(ContributorKeyTest.key().address());
    assertThat(keys.resolve("passphrase")).doesNotExist();
  }

  @Test
  void refusesAWrongPassphrase() throws IOException {
    keystore().open();
    Files.writeString(folder.resolve("keys/passphrase"), "0".repeat(64));
    assertThatThrownBy(() -> keystore().find())
        .isInstanceOf(RejectedInputException.class)
        .hasMessageContaining("KEY-PASSPHRASE")
        .hasMessageContaining("the passphrase is wrong or the file was altered");
    Files.delete(folder.resolve("keys/passphrase"));
    assertThatThrownBy(() -> keystore().find())
        .hasMessageContaining("Cannot unlock the key without passphrase");
  }

  @Test
  void readsWhatOtherWalletsWrite() throws IOException {
    ContributorKey key = read(FOREIGN);
    assertThat(key.bytes()).isEqualTo(ContributorKeyTest.key().bytes());
  }

  @Test
  void readsWhatItWrites() throws IOException {
    byte[] text =
        KeyFile.write(
            ContributorKeyTest.key(), Passphrase.generated("correct horse"), new SecureRandom());
    assertThat(new String(text, StandardCharsets.UTF_8))
        .doesNotContain("4c0883a6")
        .contains("2c7536e3605d9c16a7a3d7b1898e529396a65c23");
    assertThat(read(new String(text, StandardCharsets.UTF_8)).bytes())
        .isEqualTo(ContributorKeyTest.key().bytes());
  }

  @Test
  void refusesKeyFilesThatWouldTakeAllMemory() {
    assertMalformed(FOREIGN.replace("\"n\": 4096", "\"n\": 1073741824"));
    assertMalformed(FOREIGN.replace("\"n\": 4096", "\"n\": 5000"));
    assertMalformed(FOREIGN.replace("\"r\": 8", "\"r\": 1000000"));
    assertMalformed(FOREIGN.replace("\"p\": 1", "\"p\": 100000"));
  }

  @Test
  void refusesKeyFilesThatAreNone() {
    assertMalformed("");
    assertMalformed("[]");
    assertMalformed(FOREIGN.substring(0, 200));
    assertMalformed(FOREIGN.replace("aes-128-ctr", "aes-128-cbc"));
    assertMalformed(FOREIGN.replace("scrypt", "pbkdf2"));
    assertMalformed(FOREIGN.replace("\"version\": 3", "\"version\": 4"));
    assertMalformed(FOREIGN.replace("2e37bff8", "2e37bf"));
    assertMalformed(FOREIGN.replace("2c7536E3", "2c7536E4"));
  }

  @Test
  void noticesAnyAlteredDigitOfTheSecret() {
    assertThatThrownBy(() -> read(FOREIGN.replace("2e37bff8", "2e37bff9")))
        .hasMessageContaining("KEY-PASSPHRASE");
  }

  @Property(tries = 300)
  void anyFlippedBitIsNoticedOrChangesNothing(
      @ForAll @IntRange(max = 10_000) int place, @ForAll @IntRange(max = 7) int bit)
      throws IOException {
    byte[] bytes = FOREIGN.getBytes(StandardCharsets.UTF_8);
    bytes[place % bytes.length] ^= (byte) (1 << bit);
    try {
      assertThat(KeyFile.read(bytes, "here", Passphrase.chosen("correct horse")).bytes())
          .isEqualTo(ContributorKeyTest.key().bytes());
    } catch (RejectedInputException e) {
      assertThat(e).hasMessageContaining("KEY-");
    }
  }

  private static void assertMalformed(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(RejectedInputException.class)
        .hasMessageContaining("KEY-MALFORMED at here: Cannot");
  }

  private static ContributorKey read(String text) throws IOException {
    return KeyFile.read(
        text.getBytes(StandardCharsets.UTF_8), "here", Passphrase.chosen("correct horse"));
  }
}
