package net.neuralpro.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A dataset goes from one computer to others, by IPFS and without it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExchangeIT {
  @TempDir private static Path folder;
  private final List<NeuralProcess.Running> serving = new ArrayList<>();
  private NeuralProcess publisher;
  private NeuralProcess stranger;
  private Path dataset;
  private String root;
  private IpfsNode first;
  private IpfsNode second;

  @BeforeAll
  void publish() throws Exception {
    publisher = new NeuralProcess(folder.resolve("publisher"));
    stranger = new NeuralProcess(folder.resolve("stranger"));
    dataset = folder.resolve("demo");
    NeuralProcess.Ended demo = publisher.run("demo", "--output", dataset);
    assertThat(demo.exit()).as(demo.toString()).isZero();
    root = Files.readString(dataset.resolve("ROOT")).lines().findFirst().orElseThrow().substring(5);
    first = new IpfsNode(folder.resolve("first"));
    second = new IpfsNode(folder.resolve("second"));
  }

  @AfterAll
  void stop() throws Exception {
    for (NeuralProcess.Running server : serving) {
      server.kill();
    }
    first.close();
    second.close();
  }

  @Test
  void goesFromOneNodeToAnotherAndOutOfItsGateway() throws Exception {
    JsonNode pushed = good(publisher.run("push", dataset, "--to", first.api(), "--json")).json();
    String sent = pushed.at("/folder/~1").textValue();
    assertThat(sent).isEqualTo(first.run("add", "-r", "-Q", "--only-hash", dataset.toString()));
    assertThat(first.run("pin", "ls", "--type=recursive")).contains(sent);
    JsonNode again = good(publisher.run("push", dataset, "--to", first.api(), "--json")).json();
    assertThat(again.at("/pushed/sent").intValue()).isZero();
    seesAPinThatIsLost(sent);

    second.run("swarm", "connect", first.swarm());
    second.run("pin", "add", sent);

    for (String name : List.of(root, sent)) {
      Path pulled = folder.resolve("from second " + name);
      good(stranger.run("pull", name, "--from", second.gateway(), "--output", pulled));
      assertSame(pulled);
    }
  }

  private void seesAPinThatIsLost(String sent) throws Exception {
    good(publisher.run("store", "check", first.api()));
    first.run("pin", "rm", sent);
    NeuralProcess.Ended lost = publisher.run("store", "check", first.api());
    assertThat(lost.exit()).isEqualTo(Exit.ALTERED);
    assertThat(lost.out()).contains("KUBO-PIN-LOST").contains(sent);
    good(publisher.run("push", dataset, "--to", first.api()));
    good(publisher.run("store", "check", first.api()));
  }

  @Test
  void goesFromComputerToComputerWithNothingElseInstalled() throws Exception {
    String address = serve(publisher, dataset);
    Path part = folder.resolve("part");
    good(stranger.run("pull", root, "--from", address, "--output", part, "--only", "data"));
    assertThat(part.resolve("448x256/videos")).doesNotExist();
    good(stranger.run("verify", part));
    good(stranger.run("pull", part, "--from", address));
    assertSame(part);
  }

  @Test
  void goesEncryptedToWhomItIsMeantFor() throws Exception {
    String recipient = good(stranger.run("recipient")).out().strip();
    JsonNode pushed =
        good(publisher.run("push", dataset, "--to", "store", "--encrypt-to", recipient, "--json"))
            .json();
    String envelope = pushed.at("/folder/~1").textValue();
    Path car = folder.resolve("envelope.car");
    good(publisher.run("store", "export", envelope, car));
    good(stranger.run("store", "import", car));
    Path opened = folder.resolve("opened");
    good(stranger.run("pull", envelope, "--output", opened));
    assertSame(opened);

    NeuralProcess other = new NeuralProcess(folder.resolve("other"));
    good(other.run("store", "import", car));
    NeuralProcess.Ended refused = other.run("pull", envelope, "--output", folder.resolve("no"));
    assertThat(refused.exit()).isEqualTo(Exit.STORAGE);
    assertThat(refused.err()).contains("ENVELOPE-RECIPIENT");
    assertThat(folder.resolve("no")).doesNotExist();
  }

  @Test
  void keepsBackWhatIsNotAgreedTo() throws Exception {
    NeuralProcess owner = new NeuralProcess(folder.resolve("owner"));
    Path own = folder.resolve("own");
    good(
        owner.run(
            "run",
            "clips-256",
            "--licence",
            "CC-BY-4.0",
            "--output",
            own,
            "--input",
            SharedData.file("video/mapillary-sample-5s.mp4")));
    for (NeuralProcess.Ended refused :
        List.of(owner.run("push", own, "--to", second.api()), owner.run("serve-gateway", own))) {
      assertThat(refused.exit()).as(refused.toString()).isEqualTo(Exit.REJECTED);
      assertThat(refused.err()).contains("CONSENT-PUBLICATION");
    }
  }

  private String serve(NeuralProcess who, Path what) throws IOException {
    NeuralProcess.Running server =
        who.start("serve-gateway", what, "--listen", "127.0.0.1:0", "--json");
    serving.add(server);
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> Files.size(server.out()) > 0 || !server.process().isAlive());
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> Files.readString(server.out()).strip().endsWith("}"));
    return new ObjectMapper().readTree(server.out().toFile()).get("address").textValue();
  }

  private static NeuralProcess.Ended good(NeuralProcess.Ended ended) {
    assertThat(ended.exit()).as(ended.toString()).isZero();
    return ended;
  }

  /** Every file of the dataset lies there too, to the byte, and it verifies. */
  private void assertSame(Path pulled) throws Exception {
    try (Stream<Path> files = Files.walk(dataset)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(pulled.resolve(dataset.relativize(file))).hasSameBinaryContentAs(file);
      }
    }
    good(stranger.run("verify", pulled));
  }
}
