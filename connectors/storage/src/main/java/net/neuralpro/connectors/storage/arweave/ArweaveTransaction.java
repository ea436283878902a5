package net.neuralpro.connectors.storage.arweave;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import net.neuralpro.connectors.storage.StorageException;
import net.neuralpro.schemas.content.Sha256;

/**
 * A signed transaction of format 2, which commits to data by the root of its chunks and to what is
 * paid.
 *
 * @param id the digest of the signature
 * @param content what is signed
 * @param signature 512 bytes
 */
public record ArweaveTransaction(String id, Content content, byte[] signature) {
  private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,29}");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final int MAX_TAG_BYTES = 2048;

  /** What a transaction says. */
  public record Content(
      byte[] anchor,
      byte[] owner,
      byte[] target,
      BigInteger quantity,
      List<Tag> tags,
      long dataSize,
      byte[] dataRoot,
      BigInteger reward) {
    /**
     * The content of a transaction.
     *
     * @param anchor a recent block or transaction, at most 48 bytes
     * @param owner the public key, 512 bytes
     * @param target to whom money goes, 32 bytes, or none
     * @param quantity how much money goes there, in winston
     * @param tags at most 2048 bytes together
     * @param dataSize in bytes
     * @param dataRoot the root of the chunks, 32 bytes, or none
     * @param reward what is paid, in winston
     */
    public Content {
      tags = List.copyOf(tags);
      if (anchor.length > 48
          || owner.length != ArweaveWallet.LENGTH
          || (target.length != 0 && target.length != 32)
          || (dataRoot.length != 0 && dataRoot.length != 32)
          || dataSize < 0
          || dataSize > ChunkTree.MAX_SIZE
          || quantity.signum() < 0
          || reward.signum() < 0) {
        throw new IllegalArgumentException("a field has a wrong length or size");
      }
      int bytes = 0;
      for (Tag tag : tags) {
        bytes += tag.name().getBytes(StandardCharsets.UTF_8).length;
        bytes += tag.value().getBytes(StandardCharsets.UTF_8).length;
      }
      if (bytes > MAX_TAG_BYTES || tags.size() > AvroTags.MAX_TAGS) {
        throw new IllegalArgumentException("its tags have more than " + MAX_TAG_BYTES + " bytes");
      }
    }

    /** What is signed. */
    byte[] message() {
      List<DeepHash.Part> pairs = new ArrayList<>();
      for (Tag tag : tags) {
        pairs.add(DeepHash.Parts.of(DeepHash.Blob.of(tag.name()), DeepHash.Blob.of(tag.value())));
      }
      return DeepHash.of(
          DeepHash.Parts.of(
              DeepHash.Blob.of("2"),
              new DeepHash.Blob(owner),
              new DeepHash.Blob(target),
              DeepHash.Blob.of(quantity.toString()),
              DeepHash.Blob.of(reward.toString()),
              new DeepHash.Blob(anchor),
              new DeepHash.Parts(pairs),
              DeepHash.Blob.of(Long.toString(dataSize)),
              new DeepHash.Blob(dataRoot)));
    }
  }

  /** A transaction that pays for data, signed. */
  public static ArweaveTransaction sign(
      ArweaveWallet wallet, ChunkTree data, List<Tag> tags, byte[] anchor, BigInteger reward) {
    Content content =
        new Content(
            anchor,
            wallet.owner(),
            new byte[0],
            BigInteger.ZERO,
            tags,
            data.size(),
            data.root(),
            reward);
    byte[] signature = wallet.sign(content.message());
    return new ArweaveTransaction(identifier(signature), content, signature);
  }

  private static String identifier(byte[] signature) {
    return Base64Url.encode(Sha256.of(signature));
  }

  /** Whether a text can be the identifier of a transaction or a data item. */
  public static boolean isIdentifier(String text) {
    return ID.matcher(text).matches();
  }

  /** Whether identifier and signature are those of the content. */
  public boolean isGenuine() {
    return id.equals(identifier(signature))
        && ArweaveWallet.verifies(content.owner(), content.message(), signature);
  }

  /** The form in which nodes take and give it, without the data. */
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("format", 2);
    json.put("id", id);
    json.put("last_tx", Base64Url.encode(content.anchor()));
    json.put("owner", Base64Url.encode(content.owner()));
    ArrayNode tags = json.putArray("tags");
    for (Tag tag : content.tags()) {
      tags.addObject()
          .put("name", Base64Url.encode(tag.name().getBytes(StandardCharsets.UTF_8)))
          .put("value", Base64Url.encode(tag.value().getBytes(StandardCharsets.UTF_8)));
    }
    json.put("target", Base64Url.encode(content.target()));
    json.put("quantity", content.quantity().toString());
    json.put("data", "");
    json.put("data_size", Long.toString(content.dataSize()));
    json.put("data_root", Base64Url.encode(content.dataRoot()));
    json.putArray("data_tree");
    json.put("reward", content.reward().toString());
    json.put("signature", Base64Url.encode(signature));
    return json;
  }

  /**
   * The transaction that a node gives, whose signature holds.
   *
   * @throws StorageException ARWEAVE-MALFORMED if it is none, ARWEAVE-FORGED if its identifier or
   *     signature is not that of its content
   */
  public static ArweaveTransaction read(byte[] bytes, String place) throws StorageException {
    ArweaveTransaction transaction;
    try {
      transaction = parse(Json.read(bytes));
    } catch (IllegalArgumentException e) {
      throw new StorageException(
          "ARWEAVE-MALFORMED", "Cannot read " + place + ": " + e.getMessage(), e);
    }
    if (!transaction.isGenuine()) {
      throw new StorageException(
          "ARWEAVE-FORGED",
          "Cannot trust "
              + place
              + ": its signature is not that of its content; perhaps ask another node");
    }
    return transaction;
  }

  private static ArweaveTransaction parse(JsonNode json) {
    if (json.path("format").asInt() != 2) {
      throw new IllegalArgumentException("it is no transaction of format 2");
    }
    JsonNode given = json.path("tags");
    if (given.size() > AvroTags.MAX_TAGS) {
      throw new IllegalArgumentException("it has more than " + AvroTags.MAX_TAGS + " tags");
    }
    List<Tag> tags = new ArrayList<>();
    for (JsonNode tag : given) {
      tags.add(new Tag(AvroTags.text(bytes(tag, "name")), AvroTags.text(bytes(tag, "value"))));
    }
    Content content =
        new Content(
            bytes(json, "last_tx"),
            bytes(json, "owner"),
            bytes(json, "target"),
            number(json, "quantity"),
            tags,
            number(json, "data_size").min(BigInteger.valueOf(Long.MAX_VALUE)).longValue(),
            bytes(json, "data_root"),
            number(json, "reward"));
    return new ArweaveTransaction(json.path("id").asText(), content, bytes(json, "signature"));
  }

  private static byte[] bytes(JsonNode json, String field) {
    return Base64Url.decode(json.path(field).asText(""));
  }

  private static BigInteger number(JsonNode json, String field) {
    String text = json.path(field).asText();
    if (!NUMBER.matcher(text).matches()) {
      throw new IllegalArgumentException("its " + field + " is no number");
    }
    return new BigInteger(text);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ArweaveTransaction transaction && id.equals(transaction.id);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return "ArweaveTransaction[" + id + "]";
  }
}
