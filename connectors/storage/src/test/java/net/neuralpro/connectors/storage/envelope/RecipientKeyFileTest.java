package net.neuralpro.connectors.storage.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import net.neuralpro.connectors.storage.StorageException;
import net.neuralpro.connectors.storage.envelope.KeyPassphrase.Origin;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipientKeyFileTest {
  private static final KeyPassphrase PASSPHRASE = new KeyPassphrase("open sesame", Origin.RANDOM);

  @TempDir private Path folder;

  @Test
  void keepsAKeyForItsOwnerAlone() throws IOException {
    RecipientKeyFile file = file();
    assertThat(file.recipient()).isEmpty();
    assertThat(file.find(PASSPHRASE)).isEmpty();

    RecipientKey key = file.open(PASSPHRASE);

    assertThat(file.open(PASSPHRASE).bytes()).isEqualTo(key.bytes());
    assertThat(file.recipient()).contains(key.recipient());
    assertThat(Files.getPosixFilePermissions(file.path()))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(Files.readString(file.path())).doesNotContain("sesame");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file.path());
    }
  }

  @Test
  void makesGuessingHardWhereAPersonChose() throws IOException {
    KeyPassphrase chosen = new KeyPassphrase("open sesame", Origin.CHOSEN);
    RecipientKey key = file().open(chosen);
    assertThat(Files.readString(file().path())).contains("\"cost\":131072");
    assertThat(file().find(PASSPHRASE))
        .hasValueSatisfying(found -> assertThat(found.bytes()).isEqualTo(key.bytes()));
  }

  @Test
  void refusesAWrongPassphrase() throws IOException {
    file().open(PASSPHRASE);
    refused(new KeyPassphrase("open barley", Origin.RANDOM), "KEY-PASSPHRASE")
        .hasMessageContaining("the passphrase is wrong or the file was altered");
  }

  @Test
  void refusesAKeyThatOthersMayRead() throws IOException {
    file().open(PASSPHRASE);
    Files.setPosixFilePermissions(file().path(), PosixFilePermissions.fromString("rw-r-----"));
    refused(PASSPHRASE, "KEY-EXPOSED").hasMessageContaining("(rw-r-----)");
  }

  @Test
  void refusesEveryFlippedBit() throws IOException {
    file().open(PASSPHRASE);
    byte[] text = Files.readAllBytes(file().path());
    for (int place = 0; place < text.length - 1; place++) {
      byte[] altered = text.clone();
      altered[place] ^= (byte) (1 << place % 7);
      Files.write(file().path(), altered);
      assertThatThrownBy(() -> file().find(PASSPHRASE))
          .as("byte %s", place)
          .isInstanceOfSatisfying(
              StorageException.class,
              e -> assertThat(e.rule()).isIn("KEY-MALFORMED", "KEY-PASSPHRASE"));
    }
  }

  @Test
  void refusesAnotherRecipientInTheFile() throws IOException {
    RecipientKey key = file().open(PASSPHRASE);
    String text = Files.readString(file().path());
    Files.writeString(
        file().path(),
        text.replace(key.recipient().toString(), RecipientKey.random().recipient().toString()));
    refused(PASSPHRASE, "KEY-MALFORMED").hasMessageContaining("its public half is not that");
  }

  @Test
  void boundsWhatItReads() throws IOException {
    file().open(PASSPHRASE);
    Files.write(file().path(), new byte[5000]);
    refused(PASSPHRASE, "KEY-MALFORMED").hasMessageContaining("more than 4096 bytes");
    Files.writeString(
        file().path(),
        ("{\"cost\":1073741824,\"recipient\":\"%s\",\"salt\":\"%s\",\"secret\":\"%s\",\"version\":1}")
            .formatted(RecipientKey.random().recipient(), "0".repeat(64), "0".repeat(96)),
        StandardCharsets.UTF_8);
    refused(PASSPHRASE, "KEY-MALFORMED").hasMessageContaining("its scrypt cost is out of range");
  }

  @Test
  void neverShowsAPassphraseOrAKey() {
    assertThat(PASSPHRASE).hasToString("KeyPassphrase[hidden]");
    RecipientKey key = RecipientKey.random();
    assertThat(key).hasToString("RecipientKey[" + key.recipient() + "]");
  }

  private RecipientKeyFile file() {
    return new RecipientKeyFile(folder.resolve("recipient.json"));
  }

  private AbstractThrowableAssert<?, ?> refused(KeyPassphrase passphrase, String rule) {
    return assertThatThrownBy(() -> file().find(passphrase))
        .isInstanceOfSatisfying(StorageException.class, e -> assertThat(e.rule()).isEqualTo(rule));
  }
}
