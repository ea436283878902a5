package net.neuralpro.connectors.storage.kubo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import net.neuralpro.connectors.storage.StorageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KuboSettingsTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:5001",
        "http://127.9.8.7/",
        "http://[::1]:5001",
        "HTTP://LOCALHOST:1"
      })
  void takesANodeOnThisComputer(String address) throws IOException {
    assertThat(KuboSettings.local(URI.create(address)).isLocal()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://10.0.0.1:5001",
        "http://169.254.169.254",
        "http://127.0.0.1.example.org",
        "http://localhost.example.org",
        "http://0.0.0.0:5001",
        "https://example.org"
      })
  void refusesAnotherComputerUnlessItIsConfigured(String address) {
    assertThatThrownBy(() -> KuboSettings.local(URI.create(address)))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("it is not on this computer; perhaps name it among the stores");
    assertThat(new KuboSettings(URI.create(address), Optional.empty()).isLocal()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://127.0.0.1",
        "http:///x",
        "127.0.0.1:5001",
        "http://user:pass@127.0.0.1:5001",
        "http://127.0.0.1:5001/api/v0",
        "http://127.0.0.1:5001?a=b",
        "/ip4/127.0.0.1/tcp/5001"
      })
  void refusesWhatIsNoAddressOfAnApi(String address) {
    assertThatThrownBy(() -> new KuboSettings(new URI(address), Optional.empty()))
        .isInstanceOfAny(IllegalArgumentException.class, java.net.URISyntaxException.class);
  }

  @Test
  void readsSecretsAsKuboWritesThem() throws IOException {
    assertThat(KuboSecret.read(secret("bearer:abc-123\n")).header()).isEqualTo("Bearer abc-123");
    assertThat(KuboSecret.read(secret("basic:me:p:w")).header()).isEqualTo("Basic bWU6cDp3");
    assertThat(KuboSecret.read(secret("bearer:abc"))).hasToString("a secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "abc", "bearer:", "basic:me", "basic::x", "bearer:a b", "bearer:a\nX: y"})
  void refusesOtherSecretsWithoutShowingThem(String text) throws IOException {
    Path file = secret(text);
    assertThatThrownBy(() -> KuboSecret.read(file))
        .isInstanceOf(StorageException.class)
        .hasMessage(
            "Cannot take the secret of an IPFS node from "
                + file
                + ": it must hold bearer:TOKEN or basic:USER:PASSWORD on one line");
  }

  @Test
  void refusesASecretThatOthersMayRead() throws IOException {
    Path file = secret("bearer:abc");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThatThrownBy(() -> KuboSecret.read(file))
        .hasMessageContaining("others may read or change it; perhaps chmod 600");
  }

  @Test
  void sendsNoSecretUnprotectedOverANetwork() throws IOException {
    Path file = secret("bearer:abc");
    assertThatThrownBy(
            () ->
                KuboStore.open(
                    new KuboSettings(URI.create("http://192.0.2.1:5001"), Optional.of(file))))
        .isInstanceOf(StorageException.class)
        .hasMessage(
            "Cannot send a secret to the IPFS node at http://192.0.2.1:5001: anybody on the way"
                + " could read it; perhaps use https");
  }

  private Path secret(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }
}
