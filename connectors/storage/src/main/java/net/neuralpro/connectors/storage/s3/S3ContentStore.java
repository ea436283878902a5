package net.neuralpro.connectors.storage.s3;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import net.neuralpro.connectors.storage.ContentStore;
import net.neuralpro.connectors.storage.StorageException;
import net.neuralpro.connectors.storage.contents.BlockContents;

/** Files, folders and graphs in a bucket. */
public final class S3ContentStore {
  private static final int WORKERS = 8;

  private S3ContentStore() {}

  /**
   * Opens the store at a location; the bucket must be there.
   *
   * @param staging a folder for CARs on their way in
   * @throws StorageException of the family S3 if it is not there, or cannot be asked
   */
  public static ContentStore open(S3Location location, Path staging) throws IOException {
    S3Bucket bucket = S3Bucket.open(location);
    ExecutorService workers =
        Executors.newFixedThreadPool(
            WORKERS,
            task -> {
              Thread thread = new Thread(task, "s3-put");
              thread.setDaemon(true);
              return thread;
            });
    S3BlockStore blocks = new S3BlockStore(bucket, workers);
    return new BlockContents(
        blocks,
        new S3Pins(bucket),
        blocks::status,
        staging,
        () -> {
          workers.shutdown();
          bucket.close();
        });
  }
}
