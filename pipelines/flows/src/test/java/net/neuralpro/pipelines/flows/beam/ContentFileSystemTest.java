package net.neuralpro.pipelines.flows.beam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import net.neuralpro.connectors.storage.embedded.Workspace;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.ContentFolders;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.flink.FlinkRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.TextIO;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentFileSystemTest {
  @TempDir private Path home;

  private BlockStore store;
  private ContentFolders folders;

  @BeforeEach
  void open() throws Exception {
    store = Workspace.open(home).blocks();
    folders = new ContentFolders(store);
  }

  private PipelineOptions options() {
    FlinkPipelineOptions options = PipelineOptionsFactory.create().as(FlinkPipelineOptions.class);
    options.setRunner(FlinkRunner.class);
    options.setFlinkMaster("[local]");
    options.setParallelism(2);
    options.as(ContentFileSystems.Options.class).setNeuralHome(home.toString());
    return options;
  }

  private ContentFolders.Entry text(String text) throws Exception {
    return folders.file(new ContentFiles(store).add(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void readsWhatHasACidAndWritesWhatGetsOne() throws Exception {
    Cid source =
        folders
            .add(
                Map.of("in/a.txt", text("one\ntwo\n"), "in/b.txt", text("three\n"), "c", text("x")))
            .cid();
    Pipeline pipeline = Pipeline.create(options());
    pipeline
        .apply(TextIO.read().from("cid://" + source + "/in/*.txt"))
        .apply(TextIO.write().to("cid://new/copied/lines").withSuffix(".txt").withoutSharding());
    pipeline.run().waitUntilFinish();

    Cid sealed = new ContentPlaces(home).drafts().seal("copied");
    Cid file = folders.find(sealed, "lines.txt").orElseThrow();
    String lines = new String(new ContentFiles(store).read(file, 1000), StandardCharsets.UTF_8);
    assertThat(lines.lines()).containsExactlyInAnyOrder("one", "two", "three");
    assertThat(new ContentPlaces(home).drafts().files()).isEmpty();
  }

  @Test
  void findsWhatThePatternSays() throws Exception {
    Cid source = folders.add(Map.of("in/a.txt", text("1"), "in/b.csv", text("2"))).cid();
    FileSystems.setDefaultPipelineOptions(options());
    assertThat(FileSystems.match("ipfs://" + source + "/**.csv").metadata())
        .singleElement()
        .satisfies(it -> assertThat(it.resourceId()).hasToString("ipfs://" + source + "/in/b.csv"));
    assertThatThrownBy(() -> FileSystems.match("cid://" + source + "/none").metadata())
        .hasMessageContaining("/none");
  }

  @Test
  void refusesToChangeWhatHasACid() throws Exception {
    Cid source = folders.add(Map.of("a", text("1"))).cid();
    FileSystems.setDefaultPipelineOptions(options());
    assertThatThrownBy(
            () ->
                FileSystems.create(
                    FileSystems.matchNewResource("cid://" + source + "/b", false), "text/plain"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("what has a CID cannot change");
  }
}
