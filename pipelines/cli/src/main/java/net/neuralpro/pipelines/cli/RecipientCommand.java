package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code neural recipient}: what others must know to encrypt to you. */
@Command(
    name = "recipient",
    mixinStandardHelpOptions = true,
    description = "Shows what others must know to encrypt datasets to you; makes a key if needed.",
    footer = {
      "",
      "Examples:",
      "  neural recipient",
      "",
      "It may be shown to anybody. The key that opens what is encrypted to it stays in the workspace;",
      "keep a copy of the folder keys: without it nobody can open those datasets."
    })
final class RecipientCommand implements Callable<Integer> {
  @Mixin private Terminal terminal;

  RecipientCommand() {}

  /** A recipient for scripts. */
  private record Report(String recipient) {}

  @Override
  public Integer call() throws IOException {
    String recipient = RecipientKeys.of(Home.workspace()).recipient().toString();
    terminal.json(new Report(recipient));
    terminal.print(recipient);
    return Exit.OK;
  }
}
