package net.neuralpro.connectors.storage.s3;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import net.neuralpro.connectors.storage.StorageException;
import net.neuralpro.connectors.storage.StoreStatus;
import net.neuralpro.connectors.storage.contents.BatchedBlocks;
import net.neuralpro.connectors.storage.contents.BlockBatch;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.Cid;

/**
 * Blocks as objects, named as flatfs names its files: by multihash, in folders by the next to last
 * two letters. The store itself checks what it is given, by the digest that is in the identifier;
 * whatever is read is checked here. Safe for use by several threads and processes.
 */
final class S3BlockStore implements BatchedBlocks {
  static final String FOLDER = "blocks/";

  private static final String EXTENSION = ".data";

  private final S3Bucket bucket;
  private final Executor workers;

  /**
   * Blocks in a bucket.
   *
   * @param workers send the blocks of a batch
   */
  S3BlockStore(S3Bucket bucket, Executor workers) {
    this.bucket = bucket;
    this.workers = workers;
  }

  @Override
  public void put(Block block) throws IOException {
    if (!block.isGenuine()) {
      throw new IllegalArgumentException("Cannot store bytes that are not those of " + block.cid());
    }
    String key = key(block.cid());
    Optional<S3Bucket.Stored> before = bucket.find(key);
    if (before.isPresent()) {
      if (!before.get().holds(block.bytes())) {
        bucket.replace(key, block.bytes());
      }
      return;
    }
    if (!bucket.create(key, block.bytes())
        && !bucket.find(key).map(now -> now.holds(block.bytes())).orElse(false)) {
      bucket.replace(key, block.bytes());
    }
  }

  @Override
  public Optional<Block> get(Cid cid) throws IOException {
    Optional<byte[]> bytes = bucket.get(key(cid), Block.MAX_SIZE);
    if (bytes.isPresent() && !cid.names(bytes.get())) {
      throw new StorageException(
          "S3-ALTERED",
          "Cannot read block %s from %s: the bytes of %s are not those that were stored; perhaps"
                  .formatted(cid, bucket.location(), key(cid))
              + " somebody put others in their place. Delete that object and push again");
    }
    return bytes.map(whole -> new Block(cid, whole));
  }

  @Override
  public boolean has(Cid cid) throws IOException {
    return bucket.find(key(cid)).isPresent();
  }

  @Override
  public BlockBatch batch() {
    return new S3Batch(this, workers);
  }

  /** How many blocks there are, by the bucket's own list. */
  StoreStatus status(long pins) throws IOException {
    LongAdder count = new LongAdder();
    LongAdder bytes = new LongAdder();
    bucket.list(
        FOLDER,
        object -> {
          count.increment();
          bytes.add(object.bytes());
        });
    return new StoreStatus(bucket.location().toString(), "S3", count.sum(), bytes.sum(), pins);
  }

  static String key(Cid cid) {
    String multihash = cid.multihash().toUpperCase(Locale.ROOT);
    int end = multihash.length();
    return FOLDER + multihash.substring(end - 3, end - 1) + "/" + multihash + EXTENSION;
  }
}
