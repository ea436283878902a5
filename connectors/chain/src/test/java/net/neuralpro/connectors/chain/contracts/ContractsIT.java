package net.neuralpro.connectors.chain.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiles, tests and examines the contracts with the tools of their own language. */
class ContractsIT {
  /** The least share of branches, in percent, that tests of a contract must take. */
  private static final double BRANCHES = 95;

  private static final Pattern COVERED =
      Pattern.compile(
          "\\| src/main/solidity/(\\w+\\.sol)\\s*\\|.*\\|\\s*([0-9.]+)% \\((\\d+)/(\\d+)\\)\\s*\\|[^|]*\\|\\s*$");

  private static final Path ROOM = room();

  @TempDir private Path folder;

  private static Path room() {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("mvnw"))) {
      root = root.getParent();
    }
    return root.resolve("connectors/chain");
  }

  /** What a command said, and how it ended. */
  private record Ran(int status, String said) {
    void ended() {
      assertThat(status).as(said).isZero();
    }
  }

  @BeforeAll
  static void setUp() throws Exception {
    run(Map.of(), "src/test/setup/contracts", "target/solidity").ended();
  }

  private static Ran run(Map<String, String> environment, String... command) throws Exception {
    Path said = Files.createTempFile("contracts", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(ROOM.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    builder.environment().putAll(environment);
    int status = builder.start().waitFor();
    String text = Files.readString(said);
    Files.delete(said);
    return new Ran(status, text);
  }

  private static Ran forge(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("target/solidity/forge"));
    command.addAll(List.of(arguments));
    return run(Map.of("FOUNDRY_PROFILE", "ci"), command.toArray(String[]::new));
  }

  /** The files of a folder by their names. */
  private static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> found = Files.list(folder)) {
      for (Path file : found.toList()) {
        contents.put(file.getFileName().toString(), Files.readString(file, StandardCharsets.UTF_8));
      }
    }
    return contents;
  }

  @Test
  void compilesToWhatIsCommitted() throws Exception {
    forge("build", "--force", "--skip", "test").ended();
    run(
            Map.of(),
            "node",
            "src/test/setup/solidity/export.js",
            "target/forge/out",
            folder.toString())
        .ended();

    assertThat(files(folder)).isNotEmpty().isEqualTo(files(ROOM.resolve("src/main/contracts")));
  }

  @Test
  void passesItsOwnTestsWithinTheGas() throws Exception {
    Map<String, String> before = files(ROOM.resolve("snapshots"));
    Ran ran = forge("test", "--json");
    JsonNode suites = new ObjectMapper().readTree(ran.said().substring(ran.said().indexOf('{')));
    int passed = 0;
    List<String> failed = new ArrayList<>();
    for (Map.Entry<String, JsonNode> suite : suites.properties()) {
      for (Map.Entry<String, JsonNode> test : suite.getValue().path("test_results").properties()) {
        if (test.getValue().path("status").asText().equals("Success")) {
          passed++;
        } else {
          failed.add(suite.getKey() + " " + test.getKey());
        }
        test.getValue().path("decoded_logs").forEach(log -> System.out.println(log.asText()));
      }
    }
    System.out.println(passed + " tests of contracts passed");

    assertThat(failed).isEmpty();
    assertThat(passed).isPositive();
    assertThat(ran.status()).isZero();
    assertThat(files(ROOM.resolve("snapshots"))).isNotEmpty().isEqualTo(before);
  }

  @Test
  void takesNearlyAllBranches() throws Exception {
    Ran ran =
        run(
            Map.of("FOUNDRY_PROFILE", "coverage"),
            "target/solidity/forge",
            "coverage",
            "--report",
            "summary",
            "--no-match-contract",
            "Gas|Invariants");
    ran.ended();
    Map<String, Double> shares = new TreeMap<>();
    for (String line : ran.said().lines().toList()) {
      Matcher covered = COVERED.matcher(line);
      if (covered.find() && !covered.group(4).equals("0")) {
        shares.put(covered.group(1), Double.valueOf(covered.group(2)));
      }
    }

    assertThat(shares)
        .containsKeys("ContributionRegistry.sol", "DatasetRegistry.sol", "RewardDistributor.sol")
        .allSatisfy((name, share) -> assertThat(share).as(name).isGreaterThanOrEqualTo(BRANCHES));
  }

  @Test
  void isWrittenInOneStyle() throws Exception {
    forge("fmt", "--check").ended();
    run(
            Map.of(),
            "target/solidity/node_modules/.bin/solhint",
            "--config",
            "src/test/setup/solidity/solhint.config.js",
            "--max-warnings",
            "0",
            "src/main/solidity/*.sol")
        .ended();
  }

  @Test
  void hasNoKnownWeakness() throws Exception {
    run(Map.of(), "src/test/setup/slither", "target/slither").ended();
    String path = ROOM.resolve("target/solidity") + ":" + System.getenv("PATH");

    run(Map.of("PATH", path), "target/slither/bin/slither", ".").ended();
  }
}
