package net.neuralpro.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import net.neuralpro.schemas.content.ContentFolders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The workspace's store as a person uses it. */
class StoreCommandTest {
  private static final int LARGE = (5 << 19) + 7;

  @TempDir private Path folder;

  private NeuralProcess neural;
  private Path rides;

  @BeforeEach
  void makeFiles() throws IOException {
    neural = new NeuralProcess(folder.resolve("home"));
    rides = Files.createDirectories(folder.resolve("rides/größer")).getParent();
    byte[] bytes = new byte[LARGE];
    new Random(3).nextBytes(bytes);
    Files.write(rides.resolve("größer/ride.bin"), bytes);
    Files.writeString(rides.resolve("notes.txt"), "to the lake");
  }

  @Test
  void givesBackWhatWasAddedAndLetsItGoWhenItIsNoLongerPinned() throws Exception {
    NeuralProcess.Ended named = neural.run("store", "add", "--only-hash", rides);
    String root = named.out().split(" ")[0];
    assertThat(root).isEqualTo(ContentFolders.identify(rides, 1, read -> {}).cid().toString());
    assertThat(neural.run("store", "stat", "--json").json().path("blocks").asInt()).isZero();
    NeuralProcess.Ended added =
        neural.run("store", "add", "--json", rides, rides.resolve("größer/ride.bin"));
    assertThat(added.json().at("/0/cid/~1").asText()).isEqualTo(root);
    String file = added.json().at("/1/cid/~1").asText();

    Path copy = folder.resolve("copy.bin");
    assertThat(neural.run("store", "get", file, copy).exit()).isZero();
    assertThat(copy).hasSameBinaryContentAs(rides.resolve("größer/ride.bin"));
    NeuralProcess.Ended again = neural.run("store", "get", file, copy);
    assertThat(again.exit()).isNotZero();
    assertThat(again.err()).contains("Cannot write " + copy);
    assertThat(neural.run("store", "get", file, folder.resolve("part"), "--range", "1-3").exit())
        .isZero();
    assertThat(folder.resolve("part")).hasSize(3);

    assertThat(neural.run("store", "pin", "ls").out()).contains(root + "  rides", file);
    assertThat(neural.run("store", "gc", "--drop-cache").out()).startsWith("Deleted: 0 blocks");
    assertThat(neural.run("store", "pin", "rm", root).exit()).isZero();
    assertThat(neural.run("store", "gc", "--drop-cache", "--dry-run").out())
        .startsWith("Would go: 3 blocks");
    assertThat(neural.run("store", "gc", "--drop-cache").out()).startsWith("Deleted: 3 blocks");
    NeuralProcess.Ended gone = neural.run("store", "stat", root, "--json");
    assertThat(gone.exit()).isEqualTo(Exit.STORAGE);
    assertThat(gone.json().path("missing").asInt()).isEqualTo(1);
    assertThat(neural.run("store", "stat", file).out()).contains("Missing  0");
  }

  @Test
  void carriesAFolderToAnotherWorkspaceInAFile() throws Exception {
    String root = neural.run("store", "add", rides).out().split(" ")[0];
    Path car = folder.resolve("rides.car");
    assertThat(neural.run("store", "export", root, car).exit()).isZero();
    NeuralProcess other = new NeuralProcess(folder.resolve("other"));
    assertThat(other.run("store", "import", car).out().strip()).isEqualTo(root);
    assertThat(other.run("store", "stat", root).out()).contains("Missing  0");
    byte[] bytes = Files.readAllBytes(car);
    bytes[bytes.length - 5] ^= 1;
    Path altered = Files.write(folder.resolve("altered.car"), bytes);
    NeuralProcess third = new NeuralProcess(folder.resolve("third"));
    NeuralProcess.Ended refused = third.run("store", "import", altered);
    assertThat(refused.exit()).isNotZero();
    assertThat(refused.err()).contains("CAR-");
    assertThat(third.run("store", "stat", "--json").json().path("blocks").asInt()).isZero();
  }

  @Test
  void findsAFlippedBitAndMovesItAway() throws Exception {
    String file = neural.run("store", "add", rides.resolve("notes.txt")).out().split(" ")[0];
    Path block;
    try (var files = Files.walk(neural.home().resolve("blocks"))) {
      block = files.filter(path -> path.toString().endsWith(".data")).findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(block);
    bytes[0] ^= 4;
    Files.write(block, bytes);
    NeuralProcess.Ended read = neural.run("store", "get", file, folder.resolve("notes"));
    assertThat(read.exit()).isEqualTo(Exit.STORAGE);
    assertThat(read.err()).contains("STORE-ALTERED").contains("neural store fsck --repair");
    assertThat(folder.resolve("notes")).doesNotExist();
    NeuralProcess.Ended checked = neural.run("store", "fsck", "--json");
    assertThat(checked.exit()).isEqualTo(Exit.ALTERED);
    assertThat(checked.json().path("problems")).isNotEmpty();
    neural.run("store", "fsck", "--repair");
    neural.run("store", "add", rides.resolve("notes.txt"));
    assertThat(neural.run("store", "fsck").exit()).isZero();
  }

  @Test
  void refusesLinksAndForeignNames() throws Exception {
    Path link = Files.createSymbolicLink(rides.resolve("link"), Path.of("notes.txt"));
    for (List<String> options : List.of(List.of("--json"), List.of("--only-hash"))) {
      NeuralProcess.Ended refused = neural.run("store", "add", options.get(0), rides);
      assertThat(refused.exit()).as(refused.toString()).isEqualTo(Exit.STORAGE);
      assertThat(refused.err()).contains("STORE-FILE-TYPE").contains("Cannot add " + link);
    }
  }
}
