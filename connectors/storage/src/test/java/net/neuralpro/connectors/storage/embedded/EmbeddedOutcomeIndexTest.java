package net.neuralpro.connectors.storage.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.Multicodec;
import net.neuralpro.schemas.derivation.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedOutcomeIndexTest {
  private static final Cid DERIVATION = Cid.of(Multicodec.DAG_JSON, new byte[] {1});
  private static final Cid OTHER = Cid.of(Multicodec.DAG_JSON, new byte[] {2});

  @TempDir private Path folder;

  private static Outcome outcome(Cid derivation) {
    TreeMap<String, Cid> outputs = new TreeMap<>();
    outputs.put("table", Cid.of(Multicodec.RAW, new byte[] {3}));
    return new Outcome.Produced(derivation, outputs);
  }

  @Test
  void findsWhatAnyProcessRecorded() throws IOException {
    EmbeddedOutcomeIndex index = new EmbeddedOutcomeIndex(folder);
    assertThat(index.find(DERIVATION)).isEmpty();
    new EmbeddedOutcomeIndex(folder).record(outcome(DERIVATION));
    assertThat(index.find(DERIVATION)).contains(outcome(DERIVATION));
    assertThat(index.find(DERIVATION)).contains(outcome(DERIVATION));
    assertThat(index.find(OTHER)).isEmpty();
  }

  @Test
  void takesWhatIsDamagedForUnknown() throws IOException {
    new EmbeddedOutcomeIndex(folder).record(outcome(DERIVATION));
    for (Path file : files()) {
      Files.writeString(file, Files.readString(file).substring(1));
    }
    EmbeddedOutcomeIndex index = new EmbeddedOutcomeIndex(folder);
    assertThat(index.find(DERIVATION)).isEmpty();
    index.record(outcome(DERIVATION));
    assertThat(new EmbeddedOutcomeIndex(folder).find(DERIVATION)).contains(outcome(DERIVATION));
  }

  @Test
  void takesAnotherDerivationsOutcomeForUnknown() throws IOException {
    new EmbeddedOutcomeIndex(folder).record(outcome(OTHER));
    Path theirs = files().get(0);
    String name = DERIVATION.toString();
    Path ours = folder.resolve(name.substring(name.length() - 2)).resolve(name + ".json");
    Files.createDirectories(ours.resolveSibling(""));
    Files.move(theirs, ours);
    assertThat(new EmbeddedOutcomeIndex(folder).find(DERIVATION)).isEmpty();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }
}
