package net.neuralpro.connectors.storage.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import net.neuralpro.connectors.storage.StorageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReachTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "127.0.0.1",
        "127.1.2.3",
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "100.127.255.255",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.168.1.1",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:a9fe:a9fe]",
        "[::127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[64:ff9b:1::1]",
        "[2002:7f00:1::1]",
        "[2001:0:7f00:1::1]",
        "[2001:db8::1]",
        "[100::1]",
        "[fc00::1]",
        "[fd12:3456::1]",
        "[fe80::1]",
        "[fec0::1]",
        "[ff02::1]"
      })
  void refusesWhatIsNotOnThePublicInternet(String host) throws IOException {
    URI address = URI.create("http://" + host + ":8080");
    assertThatThrownBy(() -> Reach.PUBLIC.require(address))
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.rule()).isEqualTo("GATEWAY-ADDRESS"))
        .hasMessageContaining("not on the public internet");
    Reach.ANY.require(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "100.128.0.1",
        "172.32.0.1",
        "192.0.1.1",
        "[2606:4700::1]",
        "[2a00::1]"
      })
  void admitsWhatIs(String host) {
    assertThatCode(() -> Reach.PUBLIC.require(URI.create("https://" + host)))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///etc/passwd", "ftp://1.1.1.1", "http:/x", "https:opaque"})
  void refusesWhatIsNoAddressOfAServer(String address) {
    assertThatThrownBy(() -> Reach.ANY.require(URI.create(address)))
        .hasMessageContaining("an address such as https://host is needed");
  }

  @Test
  void keepsPasswordsOutOfMessages() {
    assertThatThrownBy(() -> Reach.ANY.require(URI.create("https://user:secret@host")))
        .hasMessageContaining("without a password")
        .hasMessageNotContaining("secret");
  }

  @Test
  void connectsToWhatWasCheckedWhenANameIsGivenAnotherAddress() throws Exception {
    Path hosts = Files.writeString(folder.resolve("hosts"), "1.1.1.1 rebound.test\n");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djdk.net.hosts.file=" + hosts,
                "-Dsun.net.inetaddr.ttl=0",
                "-cp",
                System.getProperty("java.class.path"),
                Rebinding.class.getName(),
                hosts.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).isEqualToIgnoringNewLines("1.1.1.1");
  }

  /** A process whose names are looked up in a file, which changes after the check. */
  static final class Rebinding {
    private Rebinding() {}

    public static void main(String[] arguments) throws IOException {
      Reach.PUBLIC.require(URI.create("http://rebound.test"));
      Files.writeString(Path.of(arguments[0]), "127.0.0.1 rebound.test\n");
      System.out.println(InetAddress.getByName("rebound.test").getHostAddress());
    }
  }
}
