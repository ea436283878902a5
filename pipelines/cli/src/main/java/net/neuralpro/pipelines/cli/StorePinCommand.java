package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import net.neuralpro.connectors.storage.ContentStore;
import net.neuralpro.connectors.storage.Pin;
import net.neuralpro.schemas.content.Cid;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code neural store pin}: what is to stay. */
@Command(
    name = "pin",
    mixinStandardHelpOptions = true,
    description = "Lists, makes and takes back promises to keep something.",
    footer = {
      "",
      "Examples:",
      "  neural store pin ls",
      "  neural store pin add bafy… --name rides",
      "  neural store pin rm bafy…"
    })
final class StorePinCommand implements Callable<Integer> {
  /** What to do. */
  enum Action {
    LS,
    ADD,
    RM
  }

  @Mixin private Terminal terminal;

  @Parameters(index = "0", paramLabel = "ls|add|rm", description = "What to do.")
  private Action action;

  @Parameters(index = "1", arity = "0..1", paramLabel = "CID", description = "The root.")
  private @Nullable Cid cid;

  @Option(names = "--name", paramLabel = "NAME", description = "What to call it.")
  private String name = "";

  StorePinCommand() {}

  @Override
  public Integer call() throws IOException {
    try (ContentStore store = Home.workspace().contents()) {
      if (action != Action.LS && cid == null) {
        terminal.note("Cannot pin or unpin without a CID");
        return Exit.USAGE;
      }
      if (action == Action.ADD) {
        store.pin(new Pin(root(), name));
      } else if (action == Action.RM) {
        store.unpin(root());
      }
      List<Pin> pins = store.pins();
      terminal.json(pins);
      if (action == Action.LS) {
        pins.forEach(pin -> terminal.print(pin.root() + "  " + pin.name()));
      }
      return Exit.OK;
    }
  }

  private Cid root() {
    return Optional.ofNullable(cid).orElseThrow();
  }
}
