package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import net.neuralpro.connectors.storage.ByteRange;
import net.neuralpro.connectors.storage.ContentStore;
import net.neuralpro.schemas.content.Cid;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code neural store get}: gives back a file. */
@Command(
    name = "get",
    mixinStandardHelpOptions = true,
    description = "Gives back a file, or a range of it, checked block by block.",
    footer = {
      "",
      "Examples:",
      "  neural store get bafy… ride.mp4",
      "  neural store get bafy… --range 0-1023 > head"
    })
final class StoreGetCommand implements Callable<Integer> {
  @Mixin private Terminal terminal;

  @Parameters(index = "0", paramLabel = "CID", description = "The file.")
  private Cid cid;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "PATH",
      description = "Where it goes, a file that is not there yet; else to standard output.")
  private @Nullable Path path;

  @Option(
      names = "--range",
      paramLabel = "FIRST-[LAST]",
      description = "Only these bytes, counted from 0; the last is included.")
  private @Nullable ByteRange range;

  StoreGetCommand() {}

  @Override
  public Integer call() throws IOException {
    try (ContentStore store = Home.workspace().contents();
        InputStream in = store.open(cid, range == null ? ByteRange.ALL : range)) {
      if (path == null) {
        in.transferTo(System.out);
        System.out.flush();
      } else {
        NewFile.write(path, in::transferTo);
        terminal.note(cid + " is in " + path);
      }
    }
    return Exit.OK;
  }

  /** Reads {@code FIRST-LAST} or {@code FIRST-}. */
  static ByteRange range(String text) {
    int dash = text.indexOf('-');
    try {
      long first = Long.parseLong(text.substring(0, Math.max(dash, 0)));
      String last = text.substring(dash + 1);
      return last.isEmpty()
          ? ByteRange.from(first)
          : new ByteRange(first, Math.addExact(Long.parseLong(last), 1));
    } catch (NumberFormatException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "Cannot read range '" + text + "': FIRST-LAST or FIRST- is needed, such as 0-1023", e);
    }
  }
}
