package net.neuralpro.pipelines.flows.exchange;

import static java.util.function.Predicate.not;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import net.neuralpro.connectors.storage.fetch.WantedFile;
import net.neuralpro.pipelines.flows.dataset.OutputLock;

/**
 * Fetches a parcel into a folder. Files grow beside the folder and are moved into it when all that
 * were asked for are whole, so that a pull that was ended in any way goes on where it was.
 */
public final class Pull {
  private final ParcelSource source;
  private final Selection selection;
  private final int parallelism;

  /** A pull of these files of a parcel, so many at once. */
  public Pull(ParcelSource source, Selection selection, int parallelism) {
    this.source = source;
    this.selection = selection;
    this.parallelism = parallelism;
  }

  /** What a pull is told of. */
  public interface Progress {
    /** So many bytes are to be fetched. */
    void begins(long bytes);

    /** So many more bytes are here. */
    void fetched(long bytes);
  }

  /**
   * What a pull came to.
   *
   * @param files how many files of the parcel are in the folder
   * @param fetched how many of them were fetched now
   * @param all how many files the parcel has
   * @param bytes length of the files that were fetched
   */
  public record Pulled(int files, int fetched, int all, long bytes) {
    /** Whether every file is there. */
    public boolean isWhole() {
      return files == all;
    }
  }

  /**
   * Pulls a parcel. In a folder that holds it already, only what is missing there or altered is
   * fetched.
   *
   * @param target the folder; it holds nothing but this parcel, or is not there
   * @throws IOException if files could not be fetched or written; what is here stays for the next
   *     time
   */
  public Pulled pull(Path target, Progress progress) throws IOException, InterruptedException {
    Parcel parcel = source.parcel();
    Path folder = target.toAbsolutePath().normalize();
    boolean known = ParcelFolder.holds(parcel, folder);
    Path beside = folder.resolveSibling("." + folder.getFileName() + ".partial");
    try (OutputLock lock = OutputLock.take(target, beside)) {
      Destination destination = new Destination(folder, beside.resolve("files"), known);
      Files.createDirectories(destination.growing());
      Pulled pulled = pull(parcel, destination, progress);
      if (known) {
        ParcelFolder.mark(folder, pulled.isWhole());
      } else {
        ParcelFolder.describe(parcel, destination.growing(), pulled.isWhole());
        destination.appear();
      }
      ParcelFolder.delete(beside);
      return pulled;
    }
  }

  /**
   * Where files go.
   *
   * @param folder where they shall be
   * @param growing where they are while they grow
   * @param known whether the folder holds the parcel already, if not all of it
   */
  private record Destination(Path folder, Path growing, boolean known) {
    /** Where files are that were fetched. */
    Path base() {
      return known ? folder : growing;
    }

    void accept(Parcel.Item item) throws IOException {
      if (known) {
        Path file = folder.resolve(item.path());
        Files.createDirectories(file.getParent());
        Files.move(
            growing.resolve(item.path()),
            file,
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      }
    }

    /** Makes the folder appear with all that was fetched. */
    void appear() throws IOException {
      if (Files.isDirectory(folder)) {
        Files.delete(folder);
      }
      Files.move(growing, folder, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private Pulled pull(Parcel parcel, Destination destination, Progress progress)
      throws IOException, InterruptedException {
    Set<Parcel.Item> there = new HashSet<>();
    if (destination.known()) {
      for (Parcel.Item item : parcel.items()) {
        if (ParcelFolder.holds(destination.folder(), item)) {
          there.add(item);
        }
      }
    }
    int before = there.size();
    List<Parcel.Item> first =
        parcel.items().stream()
            .filter(selection::isNeededFirst)
            .filter(not(there::contains))
            .toList();
    fetch(first, destination, progress);
    there.addAll(first);
    List<Parcel.Item> rest =
        selection.wanted(parcel, destination.base()).stream().filter(not(there::contains)).toList();
    fetch(rest, destination, progress);
    there.addAll(rest);
    return new Pulled(
        there.size(), there.size() - before, parcel.items().size(), bytes(first) + bytes(rest));
  }

  private static long bytes(List<Parcel.Item> items) {
    return items.stream().mapToLong(Parcel.Item::bytes).sum();
  }

  private void fetch(List<Parcel.Item> items, Destination destination, Progress progress)
      throws IOException, InterruptedException {
    requireSpace(items, destination.growing());
    progress.begins(bytes(items));
    ExecutorService threads = Executors.newFixedThreadPool(parallelism);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (Parcel.Item item : items) {
        running.add(
            threads.submit(
                () -> {
                  Path file = destination.growing().resolve(item.path());
                  source.fetch(new WantedFile(item.cid(), item.bytes(), file), progress::fetched);
                  destination.accept(item);
                  return item;
                }));
      }
      for (Future<?> file : running) {
        file.get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      threads.shutdownNow();
      threads.awaitTermination(1, TimeUnit.MINUTES);
    }
  }

  /** Refuses what cannot fit, before hours are spent on it. */
  private static void requireSpace(List<Parcel.Item> items, Path growing) throws IOException {
    long needed = 0;
    for (Parcel.Item item : items) {
      Path file = growing.resolve(item.path());
      needed += item.bytes() - (Files.isRegularFile(file) ? Files.size(file) : 0);
    }
    long free = Files.getFileStore(growing).getUsableSpace();
    if (needed > free) {
      throw new IOException(
          "Cannot fetch %d MB to %s: the disk has %d MB left; perhaps fetch a part with --only"
              .formatted(needed >> 20, growing.getParent(), free >> 20));
    }
  }
}
