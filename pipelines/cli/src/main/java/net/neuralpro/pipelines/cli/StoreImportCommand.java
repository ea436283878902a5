package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import net.neuralpro.connectors.storage.ContentStore;
import net.neuralpro.connectors.storage.Pin;
import net.neuralpro.schemas.content.Cid;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code neural store import}: keeps what is in a CAR file. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description =
        "Keeps and pins what is in a CAR file, if all of it is sound; else nothing of it.",
    footer = {"", "Examples:", "  neural store import rides.car"})
final class StoreImportCommand implements Callable<Integer> {
  @Mixin private Terminal terminal;

  @Parameters(index = "0", paramLabel = "FILE", description = "A CAR of version 1 or 2.")
  private Path file;

  StoreImportCommand() {}

  @Override
  public Integer call() throws IOException {
    try (ContentStore store = Home.workspace().contents();
        InputStream in = Files.newInputStream(file);
        Terminal.Progress progress =
            terminal.progress("Importing", Files.size(file), " MB", 1 << 20)) {
      Set<Cid> roots = store.importCar(progress.counting(in));
      for (Cid root : roots) {
        store.pin(new Pin(root, String.valueOf(file.getFileName())));
        terminal.print(root.toString());
      }
      terminal.json(roots);
    }
    return Exit.OK;
  }
}
