package net.neuralpro.connectors.storage.arweave;

import static net.neuralpro.connectors.storage.arweave.Samples.WALLET;
import static net.neuralpro.connectors.storage.arweave.Samples.pattern;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.neuralpro.connectors.storage.StorageException;
import net.neuralpro.schemas.content.Sha256;
import org.junit.jupiter.api.Test;

class ArweaveFormatsTest {
  private static final List<Tag> TAGS =
      Tag.of(Map.of("App-Name", "Neural", "Größe", "süß 🎥", "x", "y".repeat(100)));

  private static ChunkTree tree(byte[] data) throws IOException {
    return ChunkTree.of(new ByteArrayInputStream(data), data.length);
  }

  @Test
  void hasTheRootsChunksAndPathsOfArweaveJs() throws IOException {
    for (JsonNode expected : Samples.vectors().get("roots")) {
      byte[] data = pattern(expected.get("size").asInt());
      ChunkTree tree = tree(data);
      assertThat(Base64Url.encode(tree.root())).isEqualTo(expected.get("root").asText());
      assertThat(tree.chunks()).hasSize(expected.get("chunks").size());
      MessageDigest paths = Sha256.digest();
      for (ChunkTree.Chunk chunk : tree.chunks()) {
        JsonNode range = expected.get("chunks").get(chunk.index());
        assertThat(chunk.start()).isEqualTo(range.get(0).asLong());
        assertThat(chunk.end()).isEqualTo(range.get(1).asLong());
        paths.update(tree.path(chunk));
        byte[] bytes = Arrays.copyOfRange(data, (int) chunk.start(), (int) chunk.end());
        assertThat(ChunkTree.proves(tree.root(), data.length, chunk, tree.path(chunk), bytes))
            .isTrue();
      }
      assertThat(HexFormat.of().formatHex(paths.digest()))
          .isEqualTo(expected.get("paths").asText());
    }
  }

  @Test
  void provesNoAlteredChunk() throws IOException {
    byte[] data = pattern(3 * ChunkTree.MAX_CHUNK);
    ChunkTree tree = tree(data);
    ChunkTree.Chunk chunk = tree.chunks().get(1);
    byte[] bytes = Arrays.copyOfRange(data, (int) chunk.start(), (int) chunk.end());
    byte[] path = tree.path(chunk);
    for (int index = 0; index < path.length; index++) {
      byte[] altered = path.clone();
      altered[index] ^= 1;
      assertThat(ChunkTree.proves(tree.root(), tree.size(), chunk, altered, bytes)).isFalse();
      assertThat(
              ChunkTree.proves(tree.root(), tree.size(), chunk, Arrays.copyOf(path, index), bytes))
          .isFalse();
    }
    bytes[17] ^= 1;
    assertThat(ChunkTree.proves(tree.root(), tree.size(), chunk, path, bytes)).isFalse();
    assertThat(ChunkTree.proves(tree.root(), tree.size(), tree.chunks().get(0), path, bytes))
        .isFalse();
  }

  @Test
  void refusesDataThatEndsTooSoon() {
    assertThatThrownBy(() -> ChunkTree.of(new ByteArrayInputStream(pattern(9)), 10))
        .isInstanceOf(EOFException.class)
        .hasMessageContaining("ends before byte 10");
    assertThatThrownBy(() -> tree(new byte[0])).hasMessage("Cannot make chunks of 0 bytes");
  }

  @Test
  void hasTheDeepHashesOfArbundles() throws IOException {
    DeepHash.Part none = DeepHash.Parts.of();
    Map<String, DeepHash.Part> parts =
        Map.of(
            "blob", DeepHash.Blob.of("text"),
            "empty", DeepHash.Blob.of(""),
            "none", none,
            "nested",
                DeepHash.Parts.of(
                    DeepHash.Blob.of("a"),
                    DeepHash.Parts.of(DeepHash.Blob.of("b"), none),
                    DeepHash.Blob.of("")));
    for (JsonNode expected : Samples.vectors().get("deepHashes")) {
      assertThat(HexFormat.of().formatHex(DeepHash.of(parts.get(expected.get("name").asText()))))
          .isEqualTo(expected.get("hash").asText());
    }
  }

  @Test
  void readsATransactionOfArweaveJs() throws IOException {
    JsonNode vectors = Samples.vectors();
    ArweaveTransaction transaction = read(vectors.get("transaction"));

    assertThat(transaction.id()).isEqualTo(vectors.get("transaction").get("id").asText());
    assertThat(transaction.content().dataRoot()).isEqualTo(tree(pattern(300_000)).root());
    assertThat(transaction.content().tags())
        .containsExactly(new Tag("App-Name", "Neural"), new Tag("Größe", "süß 🎥"));
    assertThat(ArweaveWallet.address(transaction.content().owner()))
        .isEqualTo(vectors.get("address").asText());
  }

  private static ArweaveTransaction read(JsonNode json) throws IOException {
    return ArweaveTransaction.read(json.toString().getBytes(StandardCharsets.UTF_8), "it");
  }

  @Test
  void readsTheTransactionsThatItSigns() throws IOException {
    ArweaveTransaction signed =
        ArweaveTransaction.sign(
            WALLET, tree(pattern(300_000)), TAGS, pattern(48), BigInteger.TWO.pow(80));
    ArweaveTransaction again =
        ArweaveTransaction.sign(
            WALLET, tree(pattern(300_000)), TAGS, pattern(48), BigInteger.TWO.pow(80));

    assertThat(read(signed.json()).json()).isEqualTo(signed.json());
    assertThat(again.id()).isNotEqualTo(signed.id());
  }

  @Test
  void refusesATransactionWithAnyFieldAltered() throws IOException {
    ObjectNode genuine = (ObjectNode) Samples.vectors().get("transaction");
    Map<String, String> changes =
        Map.of(
            "id", "A".repeat(43),
            "last_tx", "A".repeat(64),
            "owner", "_".repeat(682) + "w",
            "quantity", "1",
            "reward", "12345678902",
            "data_size", "300001",
            "data_root", "A".repeat(43),
            "target", "A".repeat(43),
            "signature", "A".repeat(683));
    for (Map.Entry<String, String> change : changes.entrySet()) {
      assertThatThrownBy(() -> read(genuine.deepCopy().put(change.getKey(), change.getValue())))
          .as(change.getKey())
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("Cannot trust it")
          .extracting(e -> ((StorageException) e).rule())
          .isEqualTo("ARWEAVE-FORGED");
    }
    for (String field : List.of("format", "owner", "quantity", "data_size", "reward")) {
      assertThatThrownBy(() -> read(genuine.deepCopy().put(field, "!")))
          .as(field)
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("Cannot read it");
    }
  }

  @Test
  void readsABundleOfArbundles() throws IOException {
    JsonNode vectors = Samples.vectors();
    byte[] bytes = Base64Url.decode(vectors.get("bundle").asText());
    Bundle bundle = Bundle.read(bytes, "it");

    assertThat(bundle.bytes()).isEqualTo(bytes);
    assertThat(bundle.items()).hasSize(3);
    for (int index = 0; index < 3; index++) {
      JsonNode expected = vectors.get("items").get(index);
      assertThat(bundle.items().get(index).id()).isEqualTo(expected.get("id").asText());
      assertThat(bundle.items().get(index).data()).hasSize(expected.get("length").asInt());
      assertThat(bundle.items().get(index).signer()).isEqualTo(vectors.get("address").asText());
      assertThat(bundle.items().get(index).tags()).hasSize(expected.get("tags").size());
    }
    assertThat(bundle.items().get(0).tag("Größe")).hasValue("süß 🎥");
  }

  @Test
  void readsTheBundlesThatItSigns() throws IOException {
    Bundle bundle =
        new Bundle(
            List.of(
                DataItem.sign(WALLET, TAGS, pattern(1000)),
                DataItem.sign(WALLET, List.of(), new byte[0])));
    Bundle read = Bundle.read(bundle.bytes(), "it");

    assertThat(read.items()).extracting(DataItem::id).hasSize(2);
    assertThat(read.items().get(0).tags()).isEqualTo(TAGS);
    assertThat(read.bytes()).isEqualTo(bundle.bytes());
    assertThat(Bundle.read(new Bundle(List.of()).bytes(), "it").items()).isEmpty();
  }

  @Test
  void refusesABundleWithAnyByteAlteredOrMissing() throws IOException {
    byte[] genuine = Base64Url.decode(Samples.vectors().get("bundle").asText());
    Random random = new Random(11);
    for (int trial = 0; trial < 1000; trial++) {
      byte[] altered = genuine.clone();
      int place = trial < 300 ? trial : random.nextInt(altered.length);
      altered[place] ^= (byte) (1 + random.nextInt(255));
      assertRefused(altered);
      assertRefused(Arrays.copyOf(genuine, random.nextInt(genuine.length)));
    }
    assertRefused(Arrays.copyOf(genuine, genuine.length + 1));
    byte[] many = new byte[32];
    ByteBuffer.wrap(many).putLong(0, -1L);
    assertRefused(many);
  }

  private static void assertRefused(byte[] bytes) {
    assertThatThrownBy(() -> Bundle.read(bytes, "it"))
        .isInstanceOf(StorageException.class)
        .hasMessageMatching("(?s)Cannot (read|trust) .*");
  }

  @Test
  void refusesAnyBytesForTagsButTags() {
    Random random = new Random(5);
    byte[] genuine = AvroTags.write(TAGS);
    for (int trial = 0; trial < 20_000; trial++) {
      byte[] altered = Arrays.copyOf(genuine, random.nextInt(genuine.length) + 1);
      altered[random.nextInt(altered.length)] = (byte) random.nextInt();
      try {
        assertThat(AvroTags.read(altered)).hasSizeLessThanOrEqualTo(AvroTags.MAX_TAGS);
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageMatching("(its|it|a|bytes|Cannot have a) .*");
      }
    }
    assertThatThrownBy(
            () ->
                AvroTags.write(
                    List.of(
                        new Tag("a", "b".repeat(3000)),
                        TAGS.get(0),
                        new Tag("c", "d".repeat(3000)))))
        .hasMessageContaining("at most 128 of 4096");
  }
}
