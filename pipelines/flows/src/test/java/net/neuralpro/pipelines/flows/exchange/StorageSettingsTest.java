package net.neuralpro.pipelines.flows.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.neuralpro.connectors.storage.embedded.Workspace;
import net.neuralpro.connectors.storage.http.Reach;
import net.neuralpro.pipelines.flows.exchange.Publication.Audience;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageSettingsTest {
  @TempDir private Path home;

  private StorageSettings read(String text) throws IOException {
    Files.writeString(home.resolve(StorageSettings.FILE), text);
    return StorageSettings.read(home);
  }

  @Test
  void neededByNobody() throws IOException {
    assertThat(StorageSettings.read(home).stores()).isEmpty();
    assertThat(read("").push()).isEmpty();
    assertThat(read("# nothing\n").pull()).isEmpty();
  }

  @Test
  void refusesAWord() {
    assertThatThrownBy(() -> read("home\n"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Cannot read ");
  }

  @Test
  void understandsTheExampleOfTheDocumentation() throws IOException {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      folder = folder.getParent();
    }
    String page = Files.readString(folder.resolve("docs/reference/storage/README.md"));
    Matcher example = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(page);
    assertThat(example.find()).isTrue();
    StorageSettings settings = read(example.group(1));
    assertThat(settings.push()).contains("home");
    assertThat(settings.pull()).containsExactly("home", "lab", "friends");
    assertThat(settings.stores().get("home"))
        .isEqualTo(
            new StorageSettings.Kubo(
                URI.create("http://127.0.0.1:5001"),
                Optional.of(Path.of("/home/me/kubo-secret")),
                Audience.EVERYBODY));
    assertThat(settings.stores().get("friends"))
        .isEqualTo(
            new StorageSettings.Gateway(URI.create("https://gateway.example"), Reach.PUBLIC));
    assertThat(((StorageSettings.S3) settings.stores().get("lab")).audience())
        .isEqualTo(Audience.ADMITTED);
    assertThat(settings.archive())
        .isEqualTo(
            new StorageSettings.Archive(
                List.of(URI.create("https://arweave.example")),
                Optional.of(Path.of("/home/me/arweave.json"))));
  }

  @Test
  void saysInWhichLineAnErrorIs() {
    assertThatThrownBy(() -> read("push: home\nstores:\n  a: {kind: gateway, adress: x}\n"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("storage.yaml, line 3")
        .hasMessageContaining("adress");
    assertThatThrownBy(() -> read("stores:\n  Lab!: {kind: s3, bucket: b}\n"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("a store cannot be named 'Lab!'");
    assertThatThrownBy(() -> read("stores: [\n"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("storage.yaml, line");
  }

  @Test
  void sendsNothingToAGatewayAndKnowsNoOtherNames() throws IOException {
    read("stores:\n  friends: {kind: gateway, address: 'https://gateway.example'}\n");
    Stores stores = Stores.of(Workspace.open(home));
    assertThatThrownBy(() -> stores.target(Optional.of("friends")))
        .hasMessage("Cannot send to 'friends': a gateway is only read");
    assertThatThrownBy(() -> stores.target(Optional.empty()))
        .hasMessageContaining("name a store by --to");
    assertThatThrownBy(() -> stores.origins(List.of("nobody")))
        .hasMessageContaining("Cannot find store 'nobody': it is none of [friends]");
  }
}
