package net.neuralpro.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import net.neuralpro.connectors.storage.envelope.RecipientKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person is told of a command line: the help, and what cannot be understood. */
class UsageTest {
  private static final String RECIPIENT = RecipientKey.random().recipient().toString();
  private static final String ROOT =
      "baguqeerayy6n4d27cryfcjnmwxsnv6ojbbeei45uh7sdjp2xqxebuupbm6cq";

  private static final String ACCOUNT = "0x52908400098527886E0F7030069857D2E4169EE7";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int neural(String... arguments) {
    return Neural.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "synthesize",
        "run",
        "verify",
        "show",
        "lineage",
        "inspect",
        "submit",
        "archive",
        "push",
        "pull",
        "recipient",
        "serve-gateway",
        "chain",
        "chain dev",
        "chain deploy",
        "chain status",
        "chain verify",
        "fund",
        "epoch",
        "epoch status",
        "epoch close",
        "epoch replay",
        "epoch challenge",
        "earnings",
        "claim",
        "check",
        "revoke",
        "simulate",
        "simulate network",
        "doctor"
      })
  void givesExamplesThatTheCommandUnderstands(String command) {
    assertThat(neural((command + " --help").split(" "))).isZero();
    String help = out.toString();
    assertThat(help).contains("Examples:\n");
    help.lines()
        .filter(line -> line.startsWith("  neural "))
        .map(
            line ->
                line.strip()
                    .replace("bagu…", ROOT)
                    .replace("neural-recipient-…", RECIPIENT)
                    .replace("0x5290…", ACCOUNT)
                    .replaceAll("'[^']*'", "text")
                    .split(" {2,}")[0]
                    .split(" "))
        .forEach(
            words -> {
              String[] arguments = Arrays.copyOfRange(words, 1, words.length);
              assertThat(Neural.commandLine().parseArgs(arguments).errors()).isEmpty();
            });
  }

  @Test
  void documentsEveryExitCode() {
    assertThat(neural("--help")).isZero();
    assertThat(out.toString())
        .contains("Exit codes:", "  0   All went well.", "  5   A file, folder or disk")
        .contains("NEURAL_HOME", "NEURAL_PASSPHRASE_FILE");
  }

  @Test
  void saysInOneLineWhatAValueShouldBe() {
    requireUsageError(
        "Invalid value for option '--licence': Cannot use licence 'CC BY': an SPDX expression is"
            + " needed, as CC-BY-4.0 or LicenseRef-My-Terms",
        "submit",
        "ride.mp4",
        "--licence",
        "CC BY");
    requireUsageError(
        "Cannot hide this place: LATITUDE,LONGITUDE:RADIUS in degrees and metres is needed",
        "submit",
        "ride.mp4",
        "--hide",
        "47.3:500");
    requireUsageError("Cannot trim the ends by '30x'", "submit", "ride.mp4", "--trim", "30x");
    requireUsageError(
        "Invalid value for option '--parallelism': 0 is not in 1 to 256",
        "run",
        "driving",
        "--input",
        "a",
        "--output",
        "b",
        "--parallelism",
        "0");
    requireUsageError(
        "Cannot use an address of 4 letters: 0x and 40 hex digits are needed",
        "chain",
        "deploy",
        "--admin",
        "0x12");
    requireUsageError("Cannot run neural chain without a command", "chain");
    requireUsageError("Unmatched argument at index 0: 'rum'", "rum");
    requireUsageError("Missing required parameter: 'FILE'", "inspect");
  }

  private void requireUsageError(String message, String... arguments) {
    err.getBuffer().setLength(0);
    assertThat(neural(arguments)).isEqualTo(Exit.USAGE);
    assertThat(err.toString())
        .contains(message)
        .contains("--help")
        .doesNotContain("Exception", "Usage:");
  }

  @Test
  void findsEveryCommandFromItsCompletion() {
    assertThat(neural("generate-completion")).isZero();
    assertThat(out.toString()).contains(Neural.commandLine().getSubcommands().keySet());
  }
}
