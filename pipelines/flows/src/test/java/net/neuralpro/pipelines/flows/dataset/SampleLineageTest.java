package net.neuralpro.pipelines.flows.dataset;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleLineageTest {
  @TempDir Path folder;

  @Test
  void saysWhatNamesASample() throws IOException {
    Path dataset = WrittenDataset.in(folder).folder();
    assertThatThrownBy(() -> SampleLineage.of(dataset, "first"))
        .isInstanceOf(NoSuchSampleException.class)
        .hasMessageContaining("Cannot understand sample 'first'")
        .hasMessageContaining("BUCKET/EPISODE");
  }
}
