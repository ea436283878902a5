package net.neuralpro.connectors.chain.network;

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
import net.neuralpro.connectors.chain.ChainException;
import net.neuralpro.connectors.chain.rpc.Finality;
import net.neuralpro.schemas.recording.Address;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChainSettingsTest {
  @TempDir private Path home;

  private ChainSettings read(String text) throws IOException {
    Files.writeString(home.resolve(ChainSettings.FILE), text);
    return ChainSettings.read(home);
  }

  @Test
  void areADevelopmentChainWithoutAFile() throws IOException {
    ChainSettings embedded = new ChainSettings.Embedded(home.resolve("chain/dev"));

    assertThat(ChainSettings.read(home)).isEqualTo(embedded);
    assertThat(read("# nothing\n")).isEqualTo(embedded);
  }

  @Test
  void areNoneIfTheyAreAWord() {
    assertThatThrownBy(() -> read("mainnet\n"))
        .isInstanceOf(ChainException.class)
        .hasMessageContaining("Cannot read ");
  }

  @Test
  void nameAChain() throws IOException {
    assertThat(read("chain: 84532\nnodes: ['https://one.example', 'https://two.example']\n"))
        .isEqualTo(
            new ChainSettings.Network(
                home.resolve("chain/84532"),
                84532,
                List.of(URI.create("https://one.example"), URI.create("https://two.example")),
                Finality.OWN,
                home.resolve("chain/84532/deployment.json"),
                Optional.empty()));
  }

  @Test
  void sayWhenBlocksAreFinalAndWhereTheContractsAre() throws IOException {
    ChainSettings.Network settings =
        (ChainSettings.Network)
            read("chain: 1\nnodes: ['http://node']\nfinality: 12\ndeployment: d.json\n");

    assertThat(settings.finality()).isEqualTo(Finality.below(12));
    assertThat(settings.deployment()).isEqualTo(home.resolve("d.json"));
  }

  @Test
  void areUnderstoodAsTheGuideGivesThem() throws IOException {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      folder = folder.getParent();
    }
    String page = Files.readString(folder.resolve("docs/guides/chain.md"));
    Matcher example = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(page);
    assertThat(example.find()).isTrue();

    assertThat(read(example.group(1)))
        .isEqualTo(
            new ChainSettings.Network(
                home.resolve("chain/84532"),
                84532,
                List.of(
                    URI.create("https://rpc-one.example"), URI.create("https://rpc-two.example")),
                Finality.OWN,
                home.resolve("network.json"),
                Optional.of(
                    new ChainSettings.Remote(
                        URI.create("http://127.0.0.1:9000"),
                        Address.parse("0x52908400098527886E0F7030069857D2E4169EE7")))));
  }

  @Test
  void sayInWhichLineAnErrorIs() {
    requireRefused("chain: 1\nnodes: ['http://n']\nnode: x\n", "chain.yaml, line", "\"node\"");
    requireRefused("chain: 1\nnodes: []\n", "nodes one address or more");
    requireRefused("chain: 1\nnodes: ['ws://node']\n", "begins with https:// or http://");
    requireRefused(
        "chain: 1\nnodes: ['http://node']\nfinality: soon\n", "'finalized' or a number of blocks");
    requireRefused("chain: [\n", "chain.yaml, line", "docs/guides/chain.md");
  }

  private void requireRefused(String text, String... parts) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOfSatisfying(
            ChainException.class, e -> assertThat(e.rule()).isEqualTo("CHAIN-SETTINGS"))
        .hasMessageContainingAll(parts);
  }
}
