package net.neuralpro.connectors.storage.kubo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import net.neuralpro.connectors.storage.StorageException;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;

/**
 * The blocks that a node has itself, without its network.
 *
 * @param api the node
 */
record KuboBlocks(KuboApi api) implements BlockStore {
  @Override
  public void put(Block block) throws IOException {
    KuboCall call =
        KuboCall.of("block/put")
            .with("cid-codec", codec(block.cid()))
            .with("mhtype", "sha2-256")
            .with("mhlen", Cid.DIGEST_LENGTH)
            .with("pin", false)
            .with("allow-big-block", true)
            .with("cid-base", "base32")
            .sending(
                MultipartBody.of(() -> new ByteArrayInputStream(block.bytes())),
                KuboCall.Repeat.SAFE);
    JsonNode answer = api.ask(call, KuboAnswer::only);
    Cid kept = KuboAnswer.cid(answer, "Key");
    if (!kept.equals(block.cid())) {
      throw new StorageException(
          "KUBO-BLOCK",
          "Cannot keep block %s: %s keeps other bytes, %s"
              .formatted(block.cid(), api.name(), kept));
    }
  }

  private static String codec(Cid cid) {
    return switch (cid.codec()) {
      case RAW -> "raw";
      case DAG_PB -> "dag-pb";
      case DAG_JSON -> "dag-json";
    };
  }

  @Override
  public Optional<Block> get(Cid cid) throws IOException {
    return get(KuboCall.of("block/get").with("arg", cid).offline(), cid);
  }

  /** The block, looked for on the node's network where it does not have it. */
  Optional<Block> search(Cid cid) throws IOException {
    String limit = api.settings().search().toMillis() + "ms";
    return get(KuboCall.of("block/get").with("arg", cid).with("timeout", limit), cid);
  }

  private Optional<Block> get(KuboCall call, Cid cid) throws IOException {
    byte[] bytes;
    try {
      bytes = api.ask(call, answer -> answer.readNBytes(Block.MAX_SIZE + 1));
    } catch (NotOnNodeException e) {
      return Optional.empty();
    }
    if (bytes.length > Block.MAX_SIZE || !cid.names(bytes)) {
      throw new StorageException(
          "KUBO-BLOCK",
          "Cannot read block %s: %s gives other bytes; perhaps 'ipfs repo verify' finds more"
              .formatted(cid, api.name()));
    }
    return Optional.of(new Block(cid, bytes));
  }

  @Override
  public boolean has(Cid cid) throws IOException {
    KuboCall call = KuboCall.of("block/stat").with("arg", cid).with("cid-base", "base32").offline();
    try {
      JsonNode answer = api.ask(call, KuboAnswer::only);
      return KuboAnswer.cid(answer, "Key").equals(cid);
    } catch (NotOnNodeException e) {
      return false;
    }
  }
}
