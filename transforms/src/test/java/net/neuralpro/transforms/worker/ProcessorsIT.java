package net.neuralpro.transforms.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.MemoryBlockStore;
import net.neuralpro.schemas.derivation.Outcome;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.schemas.recording.Licence;
import net.neuralpro.schemas.recording.PublicHalf;
import net.neuralpro.schemas.recording.SignedManifest;
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
      run(executor, "ingest", Map.of("manifest", manifest(store, video)), made);
      run(executor, "examine", Map.of("video", made.get("ingest/video")), made);
    }
    return made;
  }

  private static Cid manifest(MemoryBlockStore store, Path video) throws IOException {
    SignedManifest manifest =
        new SignedManifest(
            new PublicHalf(
                Address.of(new byte[Address.LENGTH]),
                Licence.UNSTATED,
                List.of(
                    new StreamFile(
                        "video.mp4", new ContentFiles(store).add(video), Files.size(video))),
                Map.of(),
                Digest.of(new byte[32])),
            Optional.empty());
    store.put(manifest.block());
    return manifest.cid();
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
