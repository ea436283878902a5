package net.neuralpro.pipelines.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
    try (ContentStore store = Home.workspace().contents();
        OutputStream out =
            new BufferedOutputStream(
                Files.newOutputStream(file, StandardOpenOption.CREATE_NEW), 1 << 16)) {
      store.exportCar(cid, out);
    } catch (IOException e) {
      terminal.note(file + " is not whole");
      throw e;
    }
    terminal.note(cid + " is in " + file);
    return Exit.OK;
  }
}
