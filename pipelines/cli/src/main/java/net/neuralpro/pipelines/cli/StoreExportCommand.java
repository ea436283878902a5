package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import net.neuralpro.connectors.storage.ContentStore;
import net.neuralpro.schemas.content.Cid;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code neural store export}: a root and all below it as one file. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = "Writes a root and all that it links to as a CAR file.",
    footer = {"", "Examples:", "  neural store export bafy… rides.car"})
final class StoreExportCommand implements Callable<Integer> {
  @Mixin private Terminal terminal;

  @Parameters(index = "0", paramLabel = "CID", description = "The root.")
  private Cid cid;

  @Parameters(index = "1", paramLabel = "FILE", description = "A file that is not there yet.")
  private Path file;

  StoreExportCommand() {}

  @Override
  public Integer call() throws IOException {
    try (ContentStore store = Home.workspace().contents()) {
      NewFile.write(file, out -> store.exportCar(cid, out));
    }
    terminal.note(cid + " is in " + file);
    return Exit.OK;
  }
}
