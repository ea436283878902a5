package net.neuralpro.transforms.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.MemoryBlockStore;
import net.neuralpro.schemas.derivation.Outcome;
import net.neuralpro.schemas.recording.RecordingFiles;
import net.neuralpro.schemas.recording.StreamFile;
import net.neuralpro.transforms.operators.Operator;
import net.neuralpro.transforms.operators.OperatorCatalogue;
import net.neuralpro.transforms.operators.OperatorParameters;
import net.neuralpro.transforms.operators.OperatorProvider;
import net.neuralpro.transforms.operators.ParameterException;
import net.neuralpro.transforms.operators.ShippedOperators;
import net.neuralpro.transforms.tables.SharedData;
import org.junit.jupiter.api.Test;

/** What workers make of a video does not depend on the processor's vector instructions. */
class ProcessorsIT {
  private static final List<Class<? extends OperatorProvider>> PROCESSORS =
      List.of(
          ForcedProcessors.Plain.class, ForcedProcessors.Sse2.class, ForcedProcessors.Avx2.class);
  private static final OperatorCatalogue CATALOGUE = new ShippedOperators().catalogue();

  @Test
  void everyProcessorMakesTheSame() throws Exception {
    Path video = SharedData.require("video/gopro-max-heromode.mp4");
    SortedMap<String, Cid> expected = made(ShippedOperators.class, video);
    assertThat(expected)
        .containsKeys("ingest/recording", "examine/frames", "examine/grid", "examine/video");
    for (Class<? extends OperatorProvider> processor : PROCESSORS) {
      assertThat(made(processor, video)).as(processor.getSimpleName()).isEqualTo(expected);
    }
  }

  /** The outputs of the two operators that run in workers, by operator and name. */
  private static SortedMap<String, Cid> made(
      Class<? extends OperatorProvider> processor, Path video) throws Exception {
    MemoryBlockStore store = new MemoryBlockStore();
    SortedMap<String, Cid> made = new TreeMap<>();
    try (WorkerExecutor executor =
        new WorkerExecutor(
            WorkerInstallation.ofThisProcess(), processor, store, WorkerLimits.STANDARD, 1)) {
      run(executor, "ingest", Map.of("files", files(store, video)), made);
      run(executor, "examine", Map.of("video", made.get("ingest/video")), made);
    }
    return made;
  }

  private static Cid files(MemoryBlockStore store, Path video) throws IOException {
    Cid content = new ContentFiles(store).add(video);
    StreamFile file = new StreamFile("video.mp4", content, Files.size(video));
    Block files = new RecordingFiles(List.of(file)).block();
    store.put(files);
    return files.cid();
  }

  private static void run(
      WorkerExecutor executor,
      String operator,
      Map<String, Cid> inputs,
      SortedMap<String, Cid> made)
      throws Exception {
    Outcome outcome = executor.execute(CATALOGUE.derive(operator, standard(operator), inputs));
    assertThat(outcome).isInstanceOf(Outcome.Produced.class);
    ((Outcome.Produced) outcome)
        .outputs()
        .forEach((output, cid) -> made.put(operator + "/" + output, cid));
  }

  private static Record standard(String name) throws ParameterException {
    Operator<?> operator = CATALOGUE.operator(name);
    return OperatorParameters.complete(operator, JsonNodeFactory.instance.objectNode());
  }
}
