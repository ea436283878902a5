package net.neuralpro.connectors.storage.arweave;

import static net.neuralpro.connectors.storage.arweave.Samples.WALLET;
import static net.neuralpro.connectors.storage.arweave.Samples.pattern;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other people's programs read what this package writes, and it reads what they write. */
class ArweaveIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path PEERS = Path.of("target/arweave-peers").toAbsolutePath();

  @TempDir private Path folder;

  @Test
  void arweaveJsAndArbundlesVerifyWhatIsSignedHere() throws Exception {
    for (int size : new int[] {1, ChunkTree.MAX_CHUNK, ChunkTree.MAX_CHUNK + 1, 1_600_000}) {
      byte[] data = pattern(size);
      ChunkTree tree = ChunkTree.of(new ByteArrayInputStream(data), size);
      List<Tag> tags = Tag.of(Map.of("App-Name", "Neural", "Größe", "süß 🎥"));
      ArweaveTransaction transaction =
          ArweaveTransaction.sign(WALLET, tree, tags, pattern(48), BigInteger.TEN.pow(13));
      ArrayNode proofs = JSON.createArrayNode();
      for (ChunkTree.Chunk chunk : tree.chunks()) {
        proofs
            .addObject()
            .put("offset", chunk.end() - 1)
            .put("path", Base64Url.encode(tree.path(chunk)));
      }
      Bundle bundle =
          new Bundle(
              List.of(
                  DataItem.sign(WALLET, tags, data),
                  DataItem.sign(WALLET, List.of(), pattern(1000)),
                  DataItem.sign(WALLET, List.of(new Tag("a", "b".repeat(3000))), new byte[0])));
      Files.write(folder.resolve("data.bin"), data);
      Files.write(folder.resolve("bundle.bin"), bundle.bytes());
      JSON.writeValue(folder.resolve("transaction.json").toFile(), transaction.json());
      JSON.writeValue(folder.resolve("proofs.json").toFile(), proofs);
      JSON.writeValue(folder.resolve("items.json").toFile(), items(bundle));

      assertThat(node("verify-arweave.cjs", folder.toString()))
          .contains("verified %d proofs, 3 items".formatted(tree.chunks().size()));
    }
  }

  private static ArrayNode items(Bundle bundle) {
    ArrayNode items = JSON.createArrayNode();
    for (DataItem item : bundle.items()) {
      ObjectNode json = items.addObject();
      json.put("id", item.id()).put("data", Base64Url.encode(item.data()));
      ArrayNode tags = json.putArray("tags");
      item.tags().forEach(t -> tags.addObject().put("name", t.name()).put("value", t.value()));
    }
    return items;
  }

  @Test
  void readsWhatArweaveJsAndArbundlesSign() throws Exception {
    Path wallet = folder.resolve("wallet.json");
    WALLET.writePlain(wallet);
    Path made = folder.resolve("made.json");
    node("write-arweave-vectors.cjs", wallet.toString(), made.toString());
    JsonNode vectors = JSON.readTree(made.toFile());

    ArweaveTransaction transaction =
        ArweaveTransaction.read(JSON.writeValueAsBytes(vectors.get("transaction")), "it");
    Bundle bundle = Bundle.read(Base64Url.decode(vectors.get("bundle").asText()), "it");

    assertThat(vectors.get("address").asText()).isEqualTo(WALLET.address());
    assertThat(transaction.content().owner()).isEqualTo(WALLET.owner());
    assertThat(bundle.items()).extracting(DataItem::signer).containsOnly(WALLET.address());
    assertThat(vectors.get("roots")).isEqualTo(Samples.vectors().get("roots"));
    assertThat(vectors.get("deepHashes")).isEqualTo(Samples.vectors().get("deepHashes"));
  }

  /** The node listens on all interfaces, so it runs where there is only loopback. */
  @Test
  void putsAndReadsBackThroughANodeThatDiesAndAProxyThatLies() throws Exception {
    WALLET.writePlain(folder.resolve("wallet.json"));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String output =
        run(
            "unshare",
            "--map-root-user",
            "--net",
            "--pid",
            "--fork",
            "--kill-child",
            "sh",
            "-c",
            "ip link set lo up && exec \"$@\"",
            "sh",
            java,
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            ArlocalTrial.class.getName(),
            PEERS.toString(),
            folder.toString());

    assertThat(output)
        .contains("put and read back")
        .contains("bundle of 3 items")
        .contains("went on after the node was killed, paid once")
        .contains("refused by ARWEAVE-FORGED: altered chunk")
        .contains("refused by ARWEAVE-FORGED: altered data");
  }

  private String node(String script, String... arguments) throws Exception {
    String[] command = new String[arguments.length + 2];
    command[0] = "node";
    command[1] = Path.of("src/test/node", script).toAbsolutePath().toString();
    System.arraycopy(arguments, 0, command, 2, arguments.length);
    return run(command);
  }

  private String run(String... command) throws Exception {
    Path output = folder.resolve("output.txt");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("NODE_PATH", PEERS.resolve("node_modules").toString());
    Process process = builder.redirectOutput(output.toFile()).start();
    boolean ended = process.waitFor(2, TimeUnit.MINUTES);
    process.destroyForcibly();
    String text = Files.readString(output);
    assertThat(ended).as(Arrays.toString(command) + "\n" + text).isTrue();
    assertThat(process.exitValue()).as(text).isZero();
    return text;
  }
}
