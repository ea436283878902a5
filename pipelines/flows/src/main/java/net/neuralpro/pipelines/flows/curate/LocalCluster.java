package net.neuralpro.pipelines.flows.curate;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.neuralpro.transforms.worker.ProcessFolder;

/**
 * What a Flink cluster within this process needs around it: a folder for its temporary files, which
 * it leaves behind when it is killed, and somebody who waits for its end. Flink closes such a
 * cluster only after it has told of the job's end; a process that ends meanwhile makes it fail.
 */
final class LocalCluster implements Closeable {
  private static final List<String> THREADS = List.of("flink-", "mini-cluster-", "jobmanager-io");
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);
  private static final long INTERVAL = TimeUnit.MILLISECONDS.toMillis(10);

  private final ProcessFolder folder;

  private LocalCluster(ProcessFolder folder) {
    this.folder = folder;
  }

  static LocalCluster open() throws IOException {
    Path parent = Path.of(System.getProperty("java.io.tmpdir"));
    ProcessFolder.removeAbandoned(parent);
    ProcessFolder folder = ProcessFolder.create(parent);
    Files.writeString(
        folder.path().resolve("flink-conf.yaml"), "io.tmp.dirs: " + folder.path() + "\n");
    return new LocalCluster(folder);
  }

  /** The folder of Flink's configuration. */
  Path configuration() {
    return folder.path();
  }

  @Override
  public void close() throws IOException {
    long begin = System.nanoTime();
    try {
      while (isAlive() && System.nanoTime() - begin < PATIENCE) {
        TimeUnit.MILLISECONDS.sleep(INTERVAL);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    folder.close();
  }

  private static boolean isAlive() {
    Thread[] threads = new Thread[2 * Thread.activeCount()];
    int count = Thread.enumerate(threads);
    return Arrays.stream(threads, 0, count)
        .map(Thread::getName)
        .anyMatch(name -> THREADS.stream().anyMatch(name::startsWith));
  }
}
