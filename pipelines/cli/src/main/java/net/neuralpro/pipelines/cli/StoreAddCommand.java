package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import net.neuralpro.connectors.storage.ContentStore;
import net.neuralpro.connectors.storage.Pin;
import net.neuralpro.connectors.storage.StorageException;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFolders;
import net.neuralpro.schemas.content.UnfitFileException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code neural store add}: keeps files and folders. */
@Command(
    name = "add",
    mixinStandardHelpOptions = true,
    description = "Keeps files and folders, pins them, and prints their CIDs: those of IPFS.",
    footer = {
      "",
      "Examples:",
      "  neural store add ride.mp4 notes/",
      "  neural store add --only-hash dataset"
    })
final class StoreAddCommand implements Callable<Integer> {
  private static final int THREADS = Runtime.getRuntime().availableProcessors();

  @Mixin private Terminal terminal;

  @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files and folders.")
  private List<Path> paths;

  @Option(names = "--only-hash", description = "Print the CIDs and keep nothing.")
  private boolean onlyHash;

  StoreAddCommand() {}

  /** One path for scripts. */
  private record Added(String path, Cid cid) {}

  @Override
  public Integer call() throws IOException {
    List<Added> added = new ArrayList<>();
    for (Path path : paths) {
      Cid cid = onlyHash ? hash(path) : keep(path);
      added.add(new Added(path.toString(), cid));
      terminal.print(cid + "  " + path);
    }
    terminal.json(added);
    return Exit.OK;
  }

  private Cid hash(Path path) throws IOException {
    try (Terminal.Progress progress = progress("Hashing", path)) {
      return ContentFolders.identify(path, THREADS, progress::step).cid();
    } catch (UnfitFileException e) {
      throw new StorageException(e.rule(), String.valueOf(e.getMessage()), e);
    }
  }

  private Cid keep(Path path) throws IOException {
    try (ContentStore store = Home.workspace().contents();
        Terminal.Progress progress = progress("Adding", path)) {
      Cid cid = store.add(path, progress::step);
      Path name = path.toAbsolutePath().normalize().getFileName();
      store.pin(new Pin(cid, name == null ? "" : name.toString()));
      return cid;
    }
  }

  private Terminal.Progress progress(String task, Path path) throws IOException {
    long total = Files.isRegularFile(path) ? Files.size(path) : -1;
    return terminal.progress(task, total, " MB", 1 << 20);
  }
}
