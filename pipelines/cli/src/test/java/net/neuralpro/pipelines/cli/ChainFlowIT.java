package net.neuralpro.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.neuralpro.connectors.chain.dev.DevChain;
import net.neuralpro.schemas.proof.ContinuityProof;
import net.neuralpro.schemas.proof.SampleProof;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Recordings are registered, a version is anchored, a sample is proved, a recording is revoked. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ChainFlowIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path folder;

  private NeuralProcess neural;
  private Path recordings;
  private Path dataset;
  private String root;
  private String car;
  private String street;

  @BeforeAll
  void submitAndRun() throws Exception {
    neural = NeuralProcess.onChain(folder.resolve("home"));
    recordings = Files.createDirectory(folder.resolve("recordings"));
    Files.copy(SharedData.file("video/intel-car-detection.mp4"), recordings.resolve("car.mp4"));
    Files.copy(SharedData.file("video/mapillary-sample-5s.mp4"), recordings.resolve("street.mp4"));
    JsonNode submitted =
        good(neural.run(
                "submit",
                recordings,
                "--licence",
                "CC-BY-4.0",
                "--publication",
                "public",
                "--manifests",
                "--json"))
            .json();
    assertThat(submitted.get("registered_on").intValue()).isEqualTo(31337);
    car = submitted.at("/submissions/0/recording/~1").textValue();
    street = submitted.at("/submissions/1/recording/~1").textValue();
    dataset = folder.resolve("first");
    JsonNode made = run(dataset);
    root = made.at("/root/~1").textValue();
    assertThat(made.at("/anchor/name").textValue()).isEqualTo("rides");
    assertThat(made.at("/anchor/block").intValue()).isPositive();
  }

  @AfterAll
  void leavesNoProcessBehind() throws IOException {
    assertThat(DevChain.running(neural.home().resolve("chain/dev"))).isEmpty();
  }

  private JsonNode run(Path output, String... more) throws Exception {
    List<Object> arguments = new ArrayList<>(List.of("run", "clips-256", "--json"));
    arguments.addAll(List.of("--input", recordings, "--output", output, "--name", "rides"));
    arguments.addAll(List.of(more));
    return good(neural.run(arguments.toArray())).json();
  }

  @Test
  @Order(1)
  void writesBesideARecordingHowItWasRegistered() {
    assertThat(recordings.resolve("car.mp4.registration.json")).exists();
    assertThat(recordings.resolve("street.mp4.registration.json")).exists();
  }

  @Test
  @Order(2)
  void anchorsAVersionOnce() throws Exception {
    JsonNode status = good(neural.run("chain", "status", "--json")).json();
    assertThat(status.get("registrations").intValue()).isEqualTo(1);
    assertThat(status.get("versions").intValue()).isEqualTo(1);
    run(dataset);
    good(neural.run("submit", recordings));
    JsonNode again = good(neural.run("chain", "status", "--json")).json();
    assertThat(again.get("registrations").intValue()).isEqualTo(1);
    assertThat(again.get("versions").intValue()).isEqualTo(1);
  }

  @Test
  @Order(3)
  void provesASampleToWhoeverTrustsABlock() throws Exception {
    Path proof = folder.resolve("proof.json");
    good(neural.run("prove", dataset, "3", "-o", proof));
    good(neural.run("check", proof));
    good(neural.run("check", proof, "--dataset", dataset));
    Path header = folder.resolve("block.txt");
    JsonNode tree = JSON.readTree(proof.toFile());
    String hash = SampleProof.read(Files.readAllBytes(proof)).block().orElseThrow().blockHash();
    Files.writeString(header, "31337 0x" + hash);
    NeuralProcess offline = new NeuralProcess(folder.resolve("elsewhere"));
    good(offline.run("check", proof, "--header", header, "--dataset", dataset));
    assertThat(CheckProofScript.run(proof, header, dataset)).isZero();

    String text = Files.readString(proof);
    String lineage = tree.at("/lineage/root").textValue();
    char other = lineage.charAt(0) == 'a' ? 'b' : 'a';
    Path altered =
        Files.writeString(
            folder.resolve("altered.json"), text.replace(lineage, other + lineage.substring(1)));
    assertThat(offline.run("check", altered, "--header", header).exit()).isEqualTo(Exit.REJECTED);
    assertThat(CheckProofScript.run(altered, header, dataset)).isNotZero();
    Files.writeString(header, "31337 0x" + "ab".repeat(32));
    assertThat(offline.run("check", proof, "--header", header).exit()).isEqualTo(Exit.REJECTED);
    assertThat(CheckProofScript.run(proof, header, dataset)).isNotZero();
  }

  @Test
  @Order(4)
  void takesARecordingOutOfAllThatComesAfterItsRevocation() throws Exception {
    Path proof = folder.resolve("of-car.json");
    long sample = sampleOf(car);
    good(neural.run("prove", dataset, Long.toString(sample), "-o", proof));
    NeuralProcess.Running gateway =
        neural.start("serve-gateway", dataset, "--listen", "127.0.0.1:0", "--json");
    try {
      URI block = URI.create(gateway.address() + "/ipfs/" + root + "?format=raw");
      assertThat(status(block)).isEqualTo(200);
      JsonNode revoked = good(neural.run("revoke", car, "--json")).json();
      assertThat(revoked.get("block").intValue()).isPositive();
      await().atMost(Duration.ofMinutes(1)).until(() -> status(block) == 404);
    } finally {
      gateway.signal("TERM");
      gateway.await();
    }

    assertThat(good(neural.run("check", proof)).out()).contains("Revoked    by 0x");
    NeuralProcess.Ended pushed = neural.run("push", dataset, "--to", "http://127.0.0.1:9");
    assertThat(pushed.exit()).isEqualTo(Exit.REJECTED);
    assertThat(pushed.err()).contains("REVOKE-RECORDING").contains(car);

    Path second = folder.resolve("second");
    NeuralProcess.Ended explained =
        neural.run(
            "run",
            "clips-256",
            "--input",
            recordings,
            "--output",
            second,
            "--name",
            "rides",
            "--parent",
            root,
            "--explain");
    assertThat(good(explained).out()).contains("deduplicate").doesNotContain("examine", "ingest");
    JsonNode made = run(second, "--parent", root);
    assertThat(made.at("/executed").has("examine")).isFalse();
    assertThat(made.toString()).contains("REVOKE-RECORDING");
    assertThat(Files.readString(second.resolve("lineage/revocations.jsonl"))).contains(car);
    assertThat(Files.readString(second.resolve("lineage/clips.jsonl")))
        .contains(street)
        .doesNotContain(car);
    assertThat(made.at("/anchor/block").intValue()).isPositive();
    good(neural.run("verify", second));
    leadsBack(second);
  }

  /** What both versions have can be led back; what was revoked cannot. */
  private void leadsBack(Path second) throws Exception {
    Path proof = folder.resolve("since.json");
    good(neural.run("prove", second, "3", "--since", dataset, "-o", proof));
    NeuralProcess.Ended checked =
        good(neural.run("check", proof, "--dataset", second, "--chain", "--json"));
    assertThat(checked.json().at("/since/manifest/~1").textValue()).isEqualTo(root);
    assertThat(checked.json().get("held_against").toString()).contains("dataset", "chain");
    Path header = folder.resolve("second.txt");
    String hash =
        ContinuityProof.read(Files.readAllBytes(proof)).later().block().orElseThrow().blockHash();
    Files.writeString(header, "31337 0x" + hash);
    assertThat(CheckProofScript.run(proof, header, second)).isZero();
    NeuralProcess.Ended other =
        neural.run("prove", dataset, "3", "--since", second, "-o", folder.resolve("no.json"));
    assertThat(other.exit()).isEqualTo(Exit.REJECTED);
    assertThat(other.err()).contains("PROOF-CONTINUITY");
  }

  private long sampleOf(String recording) throws IOException {
    try (Stream<String> lines = Files.lines(dataset.resolve("lineage/clips.jsonl"))) {
      String line = lines.filter(each -> each.contains(recording)).findFirst().orElseThrow();
      return JSON.readTree(line).get("first_sample").longValue();
    }
  }

  private static int status(URI block) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(block).build(), HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private static NeuralProcess.Ended good(NeuralProcess.Ended ended) {
    assertThat(ended.exit()).as(ended.toString()).isZero();
    return ended;
  }
}
