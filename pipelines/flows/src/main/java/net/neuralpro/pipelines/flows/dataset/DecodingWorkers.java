package net.neuralpro.pipelines.flows.dataset;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.LongConsumer;
import net.neuralpro.connectors.lake.arrow.ArrowFileReader;
import net.neuralpro.connectors.lake.lerobot.VideoFrames;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.derivation.Outcome;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.table.Batch;
import net.neuralpro.schemas.table.TableReader;
import net.neuralpro.transforms.decode.DecodeOperator;
import net.neuralpro.transforms.decode.DecodedVideo;
import net.neuralpro.transforms.operators.NoParameters;
import net.neuralpro.transforms.operators.OperatorCatalogue;
import net.neuralpro.transforms.operators.ShippedOperators;
import net.neuralpro.transforms.worker.WorkerExecutor;
import net.neuralpro.transforms.worker.WorkerInstallation;
import net.neuralpro.transforms.worker.WorkerLimits;

/**
 * Decodes videos in restricted workers by operator {@code decode}, since a dataset may come from a
 * stranger. While one video is waited for, the next ones are decoded too.
 */
final class DecodingWorkers implements VideoFrames, Closeable {
  private static final double NANOS_PER_SECOND = 1e9;

  private final OperatorCatalogue catalogue = new ShippedOperators().catalogue();
  private final int parallelism;
  private final TreeSet<Path> ahead;
  private final SortedMap<Path, Future<Decoded>> begun = new TreeMap<>();
  private final List<Worker> workers = new ArrayList<>();
  private final BlockingQueue<Worker> idle = new LinkedBlockingQueue<>();
  private final ExecutorService threads;

  private record Worker(FileBlocks blocks, WorkerExecutor executor) {}

  /**
   * Workers for these videos.
   *
   * @param videos those that will be asked for, about in the order of their paths
   * @param parallelism how many are decoded at once
   * @param progress is told how many bytes of videos were read since it was last told
   */
  DecodingWorkers(Collection<Path> videos, int parallelism, LongConsumer progress)
      throws IOException, InterruptedException {
    this.parallelism = parallelism;
    ahead = new TreeSet<>(videos);
    WorkerInstallation installation = WorkerInstallation.ofThisProcess();
    for (int count = 0; count < parallelism; count++) {
      FileBlocks blocks = new FileBlocks(progress);
      workers.add(
          new Worker(
              blocks,
              new WorkerExecutor(
                  installation, ShippedOperators.class, blocks, WorkerLimits.STANDARD, 1)));
    }
    idle.addAll(workers);
    threads = Executors.newFixedThreadPool(parallelism);
  }

  @Override
  public Decoded decode(Path file) throws IOException {
    begin(file);
    List.copyOf(ahead.tailSet(file)).stream()
        .limit(Math.max(0, parallelism - begun.size()))
        .forEach(this::begin);
    try {
      return begin(file).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Cannot decode " + file + ": the verification was ended", e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException("Cannot decode " + file + ": " + cause.getMessage(), e);
    } finally {
      begun.remove(file);
    }
  }

  private Future<Decoded> begin(Path file) {
    ahead.remove(file);
    return begun.computeIfAbsent(file, it -> threads.submit(() -> decodeNow(it)));
  }

  private Decoded decodeNow(Path file) throws IOException, InterruptedException {
    Worker worker = idle.take();
    try {
      Cid video = worker.blocks().hold(file);
      Outcome outcome =
          worker
              .executor()
              .execute(catalogue.derive("decode", new NoParameters(), Map.of("video", video)));
      if (outcome instanceof Outcome.Rejected rejected) {
        return new Decoded(List.of(), 0, 0, Optional.of(text(rejected.findings().get(0))));
      }
      return decoded((Outcome.Produced) outcome, worker.blocks());
    } finally {
      idle.add(worker);
    }
  }

  private static Decoded decoded(Outcome.Produced produced, FileBlocks blocks) throws IOException {
    DecodedVideo video =
        DagJson.read(blocks.require(produced.output("summary")), DecodedVideo.class);
    List<Double> seconds = new ArrayList<>();
    Cid frames = produced.output("frames");
    try (TableReader rows =
        new ArrowFileReader(new ContentFiles(blocks).open(frames), frames.toString())) {
      for (Optional<Batch> batch = rows.next(); batch.isPresent(); batch = rows.next()) {
        for (long nanos : batch.get().longs(DecodeOperator.TIME)) {
          seconds.add(nanos / NANOS_PER_SECOND);
        }
      }
    }
    return new Decoded(
        seconds, video.width(), video.height(), video.firstFault().map(DecodingWorkers::text));
  }

  private static String text(Finding finding) {
    return finding.rule() + " at " + finding.place() + ": " + finding.evidence();
  }

  @Override
  public void close() throws IOException {
    threads.shutdownNow();
    for (Worker worker : workers) {
      worker.executor().close();
    }
  }
}
