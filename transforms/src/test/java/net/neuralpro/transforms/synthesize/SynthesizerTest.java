package net.neuralpro.transforms.synthesize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.neuralpro.connectors.media.recording.DeclarationReader;
import net.neuralpro.connectors.media.video.MeasuredFrame;
import net.neuralpro.connectors.media.video.ShotStart;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.Multicodec;
import net.neuralpro.schemas.recording.RecordingDeclaration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SynthesizerTest {
  private static final List<Fault> FAULTS =
      Arrays.stream(Fault.values()).filter(fault -> fault != Fault.NONE).toList();

  /** Fingerprints of pictures that look alike differ by no more. */
  private static final int ALIKE_BITS = 10;

  @TempDir static Path folder;
  private static Path output;

  @BeforeAll
  static void synthesize() throws IOException {
    output = folder.resolve("set");
    Synthesizer.write(plan(7, 3, FAULTS), output, name -> {});
  }

  private static SynthesisPlan plan(long seed, int recordings, List<Fault> faults) {
    return new SynthesisPlan(seed, recordings, 4, 320, 180, 20, faults);
  }

  @Test
  void aSeedGivesTheSameBytesTwice() throws IOException {
    Path again = folder.resolve("again");
    Synthesizer.write(plan(7, 3, FAULTS), again, name -> {});
    assertThat(contents(again)).hasSize(16 * 7).isEqualTo(contents(output));
  }

  @Test
  void anotherSeedGivesOtherBytes() throws IOException {
    Path other = folder.resolve("other");
    Synthesizer.write(plan(8, 1, List.of()), other, name -> {});
    for (String file : List.of("video.mp4", "imu.csv", "gnss.csv", "wheel.csv")) {
      assertThat(other.resolve("clean-1").resolve(file))
          .isRegularFile()
          .satisfies(
              path ->
                  assertThat(Files.mismatch(path, output.resolve("clean-1").resolve(file)))
                      .isNotNegative());
    }
  }

  @Test
  void everyDecodableVideoHasTheFramesAndTimesOfItsTruth() throws IOException {
    for (RecordingPlan recording : RecordingPlan.of(plan(7, 3, FAULTS))) {
      if (recording.fault() != Fault.TRUNCATED && recording.fault() != Fault.FLIPPED) {
        List<double[]> truth = frames(recording.name());
        List<MeasuredFrame> decoded = examine(recording.name(), recording.videoFile()).frames();
        assertThat(decoded).as(recording.name()).hasSameSizeAs(truth);
        assertThat(truth(recording.name()).get("frames").asInt()).isEqualTo(decoded.size());
        for (int frame = 0; frame < truth.size(); frame++) {
          assertThat((double) decoded.get(frame).timeNanos()).isEqualTo(truth.get(frame)[1]);
        }
      }
    }
  }

  @Test
  void theCutIsWhereTheTruthSays() throws IOException {
    Examined cut = examine("cut", "video.mp4");
    assertThat(cut.shots()).hasSize(2);
    assertThat(cut.shots().get(1).start()).isEqualTo(ShotStart.CUT);
    assertThat(cut.shots().get(1).firstFrame())
        .isEqualTo(truth("cut").at("/fault/first_frame").asLong());
  }

  @Test
  void cleanRecordingsAreOneMovingShot() throws IOException {
    for (String name : List.of("clean-1", "clean-2", "clean-3")) {
      Examined clean = examine(name, "video.mp4");
      assertThat(clean.shots()).as(name).hasSize(1);
      assertThat(clean.frames().subList(1, clean.frames().size()))
          .as(name)
          .noneMatch(frame -> frame.measures().frozen())
          .noneMatch(frame -> frame.measures().black());
    }
  }

  @Test
  void theFrozenFramesAreThoseOfTheTruth() throws IOException {
    assertThat(
            examine("freeze", "video.mp4").frames().stream()
                .skip(1)
                .filter(frame -> frame.measures().frozen())
                .map(MeasuredFrame::frame))
        .isEqualTo(faultFrames("freeze"));
  }

  @Test
  void theBlackFramesAreThoseOfTheTruth() throws IOException {
    assertThat(
            examine("black", "video.mp4").frames().stream()
                .filter(frame -> frame.measures().black())
                .map(MeasuredFrame::frame))
        .isEqualTo(faultFrames("black"));
  }

  @Test
  void theGapIsWhereTheTruthSays() throws IOException {
    Examined gap = examine("gap", "video.mp4");
    assertThat(gap.summary().gaps()).isEqualTo(1);
    assertThat(gap.shots().get(1).firstFrame())
        .isEqualTo(truth("gap").at("/fault/first_frame").asLong());
    assertThat(gap.shots().get(1).timeNanos()).isEqualTo(truth("gap").at("/fault/end_ns").asLong());
  }

  @Test
  void damagedVideosOpenButShowTheirDamage() throws IOException {
    Examined truncated = examine("truncated", "video.mp4");
    assertThat(truncated.frames()).hasSizeBetween(20, 79);
    Examined flipped = examine("flipped", "video.mp4");
    assertThat(flipped.summary().decoding().faults()).isNotEmpty();
  }

  @Test
  void copiesAreOfTheFirstRecording() throws IOException {
    for (String file : List.of("video.mp4", "imu.csv", "gnss.csv", "wheel.csv")) {
      assertThat(output.resolve("copy").resolve(file))
          .hasSameBinaryContentAs(output.resolve("clean-1").resolve(file));
    }
    assertThat(declaration("copy").device().orElseThrow().serial())
        .isNotEqualTo(declaration("clean-1").device().orElseThrow().serial());
    List<MeasuredFrame> original = examine("clean-1", "video.mp4").frames();
    assertThat(examine("remux", "video.mkv").frames()).isEqualTo(original);
    List<MeasuredFrame> small = examine("reencode", "video.mp4").frames();
    int sum = 0;
    for (int frame = 0; frame < original.size(); frame++) {
      sum += distance(small.get(frame), original.get(frame));
    }
    assertThat((double) sum / original.size()).isLessThan(ALIKE_BITS);
  }

  @Test
  void differentRecordingsLookDifferent() throws IOException {
    List<String> names =
        List.of("clean-1", "clean-2", "clean-3", "cut", "freeze", "gap", "nan", "no-fix");
    int near = 0;
    int pairs = 0;
    for (int i = 0; i < names.size(); i++) {
      List<MeasuredFrame> frames = examine(names.get(i), "video.mp4").frames();
      for (String name : names.subList(0, i)) {
        List<MeasuredFrame> others = examine(name, "video.mp4").frames();
        for (int frame = 0; frame < 50; frame += 10) {
          near += distance(frames.get(frame), others.get(frame)) > ALIKE_BITS ? 0 : 1;
          pairs++;
        }
      }
    }
    assertThat(near).as("of %d pairs", pairs).isLessThan(pairs / 50);
  }

  @Test
  void declarationsAreReadAndOnlyOneLacksItsLicence() throws IOException {
    for (RecordingPlan recording : RecordingPlan.of(plan(7, 3, FAULTS))) {
      RecordingDeclaration declaration = declaration(recording.name());
      assertThat(declaration.sensors()).hasSize(4);
      assertThat(declaration.licence().isPresent())
          .isEqualTo(recording.fault() != Fault.NO_LICENCE);
    }
  }

  @Test
  void sensorFaultsAreInTheLogs() throws IOException {
    List<double[]> whole = Tables.read(output.resolve("clean-1/imu.csv"));
    assertThat(whole).hasSize(401);
    assertThat(Tables.read(output.resolve("short-sensor/imu.csv"))).hasSize(201);
    assertThat(Tables.read(output.resolve("nan/imu.csv")))
        .hasSize(401)
        .anyMatch(row -> Double.isNaN(row[1]));
    assertThat(Tables.read(output.resolve("no-fix/gnss.csv"))).allMatch(row -> row[5] == 0);
    assertThat(Tables.read(output.resolve("clean-1/gnss.csv"))).allMatch(row -> row[5] == 3);
  }

  @Test
  void refusesCopiesOfNothing() {
    assertThatThrownBy(() -> plan(1, 0, List.of(Fault.COPY)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Copies need at least one clean recording: [COPY]");
  }

  @Test
  void refusesAFaultTwice() {
    assertThatThrownBy(() -> plan(1, 1, List.of(Fault.GAP, Fault.GAP)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Each fault can be asked for once, and no NONE: [GAP, GAP]");
  }

  @Test
  void theDemonstrationHasEachFaultOnce() {
    List<Planted> faulty =
        DemoSet.of(1).planted().stream().filter(planted -> planted.fault() != Fault.NONE).toList();
    assertThat(faulty).extracting(Planted::fault).containsExactlyElementsOf(FAULTS);
    assertThat(faulty).noneMatch(planted -> planted.expectedRuleFamilies().isEmpty());
  }

  private static List<Long> faultFrames(String name) throws IOException {
    JsonNode fault = truth(name).get("fault");
    long first = fault.get("first_frame").asLong();
    return Stream.iterate(first, frame -> frame + 1).limit(fault.get("frames").asLong()).toList();
  }

  private static int distance(MeasuredFrame one, MeasuredFrame other) {
    return Long.bitCount(one.measures().fingerprint() ^ other.measures().fingerprint());
  }

  private static Examined examine(String name, String video) throws IOException {
    return Examined.of(output.resolve(name).resolve(video), folder.resolve("scratch"));
  }

  private static JsonNode truth(String name) throws IOException {
    return new ObjectMapper()
        .readTree(output.resolve("truth").resolve(name).resolve("truth.json").toFile());
  }

  private static List<double[]> frames(String name) throws IOException {
    return Tables.read(output.resolve("truth").resolve(name).resolve("frames.csv"));
  }

  private static RecordingDeclaration declaration(String name) throws IOException {
    try (InputStream in = Files.newInputStream(output.resolve(name).resolve("recording.yaml"))) {
      return DeclarationReader.read(name, in);
    }
  }

  private static SortedMap<String, Cid> contents(Path root) throws IOException {
    SortedMap<String, Cid> contents = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        contents.put(
            root.relativize(path).toString(), Cid.of(Multicodec.RAW, Files.readAllBytes(path)));
      }
    }
    return contents;
  }
}
