package net.neuralpro.connectors.storage.arweave;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import net.neuralpro.connectors.storage.StorageException;
import net.neuralpro.schemas.content.Sha256;

/**
 * A signed piece of data inside a {@link Bundle} (ANS-104, signature type 1: RSA-PSS). It is held
 * in memory whole.
 *
 * @see <a href="https://github.com/ArweaveTeam/arweave-standards/blob/master/ans/ANS-104.md">
 *     ANS-104</a>
 */
public final class DataItem {
  private static final int RSA = 1;
  private static final int OPTIONAL = 32;
  private static final int LEAST = 2 + 2 * ArweaveWallet.LENGTH + 2 + 16;

  private final byte[] signature;
  private final byte[] owner;
  private final byte[] target;
  private final byte[] anchor;
  private final byte[] rawTags;
  private final List<Tag> tags;
  private final byte[] data;

  private DataItem(
      byte[] signature, byte[] owner, byte[] target, byte[] anchor, byte[] rawTags, byte[] data) {
    this.signature = signature;
    this.owner = owner;
    this.target = target;
    this.anchor = anchor;
    this.rawTags = rawTags;
    this.tags = List.copyOf(AvroTags.read(rawTags));
    this.data = data;
  }

  /**
   * Data signed with its tags.
   *
   * @throws IllegalArgumentException if there are more than 128 tags or 4096 bytes of them
   */
  public static DataItem sign(ArweaveWallet wallet, List<Tag> tags, byte[] data) {
    byte[] none = new byte[0];
    byte[] owner = wallet.owner();
    byte[] rawTags = AvroTags.write(tags);
    byte[] signature = wallet.sign(message(owner, none, none, rawTags, data));
    return new DataItem(signature, owner, none, none, rawTags, data);
  }

  private static byte[] message(
      byte[] owner, byte[] target, byte[] anchor, byte[] rawTags, byte[] data) {
    return DeepHash.of(
        DeepHash.Parts.of(
            DeepHash.Blob.of("dataitem"),
            DeepHash.Blob.of("1"),
            DeepHash.Blob.of(Integer.toString(RSA)),
            new DeepHash.Blob(owner),
            new DeepHash.Blob(target),
            new DeepHash.Blob(anchor),
            new DeepHash.Blob(rawTags),
            new DeepHash.Blob(data)));
  }

  /** The digest of the signature. */
  public String id() {
    return Base64Url.encode(digest());
  }

  byte[] digest() {
    return Sha256.of(signature);
  }

  /** Under which the network knows who signed. */
  public String signer() {
    return ArweaveWallet.address(owner);
  }

  public List<Tag> tags() {
    return tags;
  }

  /** The value of the first tag with this name. */
  public Optional<String> tag(String name) {
    return tags.stream().filter(tag -> tag.name().equals(name)).map(Tag::value).findFirst();
  }

  /** The data, not copied. */
  public byte[] data() {
    return data;
  }

  /** Whether the signature is that of the content. */
  public boolean isGenuine() {
    return ArweaveWallet.verifies(owner, message(owner, target, anchor, rawTags, data), signature);
  }

  int length() {
    return LEAST + target.length + anchor.length + rawTags.length + data.length;
  }

  /** The binary form. */
  public byte[] bytes() {
    ByteBuffer out = ByteBuffer.allocate(length()).order(ByteOrder.LITTLE_ENDIAN);
    writeTo(out);
    return out.array();
  }

  void writeTo(ByteBuffer out) {
    out.putShort((short) RSA).put(signature).put(owner);
    writeOptional(out, target);
    writeOptional(out, anchor);
    out.putLong(tags.size()).putLong(rawTags.length).put(rawTags).put(data);
  }

  private static void writeOptional(ByteBuffer out, byte[] value) {
    out.put((byte) (value.length == 0 ? 0 : 1)).put(value);
  }

  /**
   * The data item that some bytes are, whose signature holds.
   *
   * @throws StorageException ARWEAVE-MALFORMED if they are none, ARWEAVE-FORGED if the signature is
   *     not that of the content
   */
  public static DataItem read(ByteBuffer bytes, String place) throws StorageException {
    DataItem item;
    try {
      item = parse(bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN));
    } catch (IllegalArgumentException e) {
      throw new StorageException(
          "ARWEAVE-MALFORMED", "Cannot read " + place + ": " + e.getMessage(), e);
    }
    if (!item.isGenuine()) {
      throw new StorageException(
          "ARWEAVE-FORGED", "Cannot trust " + place + ": its signature is not that of its content");
    }
    return item;
  }

  private static DataItem parse(ByteBuffer in) {
    require(in.remaining() >= LEAST, "it is cut off");
    int type = Short.toUnsignedInt(in.getShort());
    require(type == RSA, "it has signature type " + type + ": only 1, RSA, is known");
    byte[] signature = take(in, ArweaveWallet.LENGTH);
    byte[] owner = take(in, ArweaveWallet.LENGTH);
    byte[] target = takeOptional(in);
    byte[] anchor = takeOptional(in);
    require(in.remaining() >= 16, "it is cut off");
    long count = in.getLong();
    long length = in.getLong();
    require(count >= 0 && count <= AvroTags.MAX_TAGS, "it has a false number of tags");
    require(
        length >= 0 && length <= AvroTags.MAX_BYTES && length <= in.remaining(),
        "its tags have a false length");
    byte[] rawTags = take(in, (int) length);
    byte[] data = take(in, in.remaining());
    DataItem item = new DataItem(signature, owner, target, anchor, rawTags, data);
    require(item.tags.size() == count, "it has a false number of tags");
    return item;
  }

  private static byte[] takeOptional(ByteBuffer in) {
    require(in.hasRemaining(), "it is cut off");
    byte presence = in.get();
    require(presence == 0 || presence == 1, "a mark of presence is neither 0 nor 1");
    return take(in, presence == 0 ? 0 : OPTIONAL);
  }

  private static byte[] take(ByteBuffer in, int length) {
    require(in.remaining() >= length, "it is cut off");
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  @Override
  public String toString() {
    return "DataItem[" + id() + "]";
  }
}
