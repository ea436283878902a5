package net.neuralpro.pipelines.cli.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import net.neuralpro.connectors.storage.embedded.Workspace;
import net.neuralpro.pipelines.flows.reward.EpochClose;
import net.neuralpro.pipelines.flows.reward.EpochInputs;
import net.neuralpro.pipelines.flows.reward.FactSource;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.schemas.reward.BlockReference;
import net.neuralpro.schemas.reward.ContributionFact;
import net.neuralpro.schemas.reward.ContributionFact.Standing;
import net.neuralpro.schemas.reward.NeedCell;
import net.neuralpro.schemas.reward.RegistrationTurn;
import net.neuralpro.schemas.reward.RewardRule;
import net.neuralpro.schemas.reward.RewardStatement;
import net.neuralpro.schemas.reward.Wei;

/**
 * The statement of an epoch with a million accounts, each with a recording of one clip, upon a
 * statement that awarded them before, into a workspace's store, in a fresh Java machine with a heap
 * of 1 GB.
 */
final class Statements {
  private static final int ACCOUNTS = 1_000_000;
  private static final int CELLS = 20_000;
  private static final double MOST_SECONDS = 20;
  private static final Digest DATASET = digest(-1);

  private Statements() {}

  static List<Performance.Figure> figures(Path work) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(work.resolve("statements"));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                Statements.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line = out.readLine();
      if (process.waitFor() != 0 || line == null) {
        throw new IOException("Cannot measure the closing of an epoch");
      }
      String[] said = line.split(" ");
      double seconds = Double.parseDouble(said[0]);
      return List.of(
          new Performance.Figure(
              "A statement of 1,000,000 leaves, of which all vest and are awarded more",
              Performance.Figure.text(seconds, "s"),
              "",
              "",
              String.format(
                  Locale.ROOT,
                  "≤ %.0f s: %s",
                  MOST_SECONDS,
                  seconds <= MOST_SECONDS ? "met" : "missed")),
          new Performance.Figure(
              "The same, heap in use at most", said[1] + " MB", "", "", "within 1 GB: met"));
    }
  }

  /** Closes two epochs in this folder, and says how long the second took. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    EpochClose close =
        new EpochClose(
            Workspace.open(folder.resolve("home")).blocks(), Files.createDirectories(folder));
    RewardRule rule = RewardRule.standard(account(ACCOUNTS));
    RewardStatement before = close.close(inputs(1, rule), facts(), Optional.empty());
    Cid previous = before.block().cid();
    long start = System.nanoTime();
    RewardStatement statement = close.close(inputs(2, rule), facts(), Optional.of(previous));
    double seconds = (System.nanoTime() - start) / 1e9;
    long most =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .mapToLong(pool -> pool.getPeakUsage().getUsed())
            .sum();
    System.out.println(seconds + " " + (most >> 20) + " " + statement.root());
  }

  private static EpochInputs inputs(long epoch, RewardRule rule) {
    return new EpochInputs(
        epoch,
        new BlockReference(epoch * 10 - 9, DATASET),
        new BlockReference(epoch * 10, DATASET),
        rule,
        new TreeMap<>(Map.of(DATASET, new Wei(Wei.of(10).amount().pow(24)))),
        Set.of());
  }

  /** A fact of each account. */
  private static FactSource facts() {
    return new FactSource() {
      private int number;

      @Override
      public Optional<ContributionFact> next() {
        return number == ACCOUNTS ? Optional.empty() : Optional.of(fact(number++));
      }
    };
  }

  private static ContributionFact fact(int number) {
    Digest recording = digest(number);
    return new ContributionFact(
        DATASET,
        DATASET,
        recording,
        0,
        account(number),
        Optional.of(new RegistrationTurn(number / 100, number % 100, 0)),
        60_000 + number % 1000,
        60_000,
        recording,
        0,
        NeedCell.of(number % CELLS),
        Standing.ACCEPTED);
  }

  private static Address account(int number) {
    return Address.of(ByteBuffer.allocate(Address.LENGTH).putInt(mixed(number)).array());
  }

  private static Digest digest(int number) {
    return Digest.of(ByteBuffer.allocate(32).putInt(mixed(number)).array());
  }

  /** Another number for each, in no order. */
  private static int mixed(int number) {
    return number * 0x9E3779B1;
  }
}
