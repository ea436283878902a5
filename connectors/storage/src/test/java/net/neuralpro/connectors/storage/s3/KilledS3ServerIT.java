package net.neuralpro.connectors.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import net.neuralpro.connectors.storage.StorageException;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.Multicodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledS3ServerIT {
  private static final int BEFORE_KILL = 20;

  @TempDir private Path folder;

  @Test
  void losesNoAcknowledgedBlockAndServesNoHalfOne() throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    List<Block> blocks = IntStream.range(0, 100).mapToObj(KilledS3ServerIT::block).toList();
    Queue<Block> acknowledged = new ConcurrentLinkedQueue<>();
    Queue<IOException> failures = new ConcurrentLinkedQueue<>();
    CountDownLatch some = new CountDownLatch(BEFORE_KILL);
    try (S3ServerProcess server = S3ServerProcess.start(data);
        S3Bucket bucket = S3Bucket.open(server.location())) {
      S3BlockStore store = new S3BlockStore(bucket, Runnable::run);
      ExecutorService threads = Executors.newFixedThreadPool(4);
      for (Block block : blocks) {
        threads.execute(
            () -> {
              try {
                store.put(block);
                acknowledged.add(block);
                some.countDown();
              } catch (IOException e) {
                failures.add(e);
              }
            });
      }
      assertThat(some.await(1, TimeUnit.MINUTES)).isTrue();
      server.kill();
      threads.shutdown();
      assertThat(threads.awaitTermination(5, TimeUnit.MINUTES)).isTrue();
    }
    assertThat(failures)
        .isNotEmpty()
        .allSatisfy(
            e ->
                assertThat(e)
                    .isInstanceOfSatisfying(
                        StorageException.class,
                        failure -> assertThat(failure.rule()).isEqualTo("S3-UNREACHABLE")));
    assertThat(acknowledged.size()).isGreaterThanOrEqualTo(BEFORE_KILL);

    try (S3ServerProcess server = S3ServerProcess.start(data);
        S3Bucket bucket = S3Bucket.open(server.location())) {
      S3BlockStore store = new S3BlockStore(bucket, Runnable::run);
      for (Block block : acknowledged) {
        assertThat(store.require(block.cid()).bytes()).isEqualTo(block.bytes());
      }
      for (Block block : blocks) {
        store.put(block);
        assertThat(store.require(block.cid()).bytes()).isEqualTo(block.bytes());
      }
    }
  }

  private static Block block(int seed) {
    byte[] bytes = new byte[1 << 20];
    new Random(seed).nextBytes(bytes);
    return Block.of(Multicodec.RAW, bytes);
  }
}
