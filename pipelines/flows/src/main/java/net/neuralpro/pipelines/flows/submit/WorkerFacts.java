package net.neuralpro.pipelines.flows.submit;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.neuralpro.connectors.lake.arrow.ArrowFileReader;
import net.neuralpro.connectors.media.recording.DiscoveredRecording;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.derivation.Outcome;
import net.neuralpro.schemas.recording.Device;
import net.neuralpro.schemas.recording.Place;
import net.neuralpro.schemas.recording.RecordingDescription;
import net.neuralpro.schemas.recording.RecordingFiles;
import net.neuralpro.schemas.recording.SensorKind;
import net.neuralpro.schemas.recording.StreamFile;
import net.neuralpro.schemas.rules.RejectedInputException;
import net.neuralpro.schemas.table.Batch;
import net.neuralpro.schemas.table.TableReader;
import net.neuralpro.transforms.ingest.IngestParameters;
import net.neuralpro.transforms.operators.Executor;
import net.neuralpro.transforms.operators.OperatorCatalogue;

/**
 * Reads the facts in a restricted worker, by operator {@code ingest}: what strangers' files hold is
 * never handed to native code in this process. A curation with the same parameters finds what was
 * ingested here.
 */
public final class WorkerFacts implements Intake.FactFinder {
  /** Two dimensions at least. */
  private static final double LEAST_FIX = 2;

  private static final IngestParameters PARAMETERS = new IngestParameters(new BigDecimal("0.01"));

  private final OperatorCatalogue catalogue;
  private final Executor executor;
  private final BlockStore store;

  public WorkerFacts(OperatorCatalogue catalogue, Executor executor, BlockStore store) {
    this.catalogue = catalogue;
    this.executor = executor;
    this.store = store;
  }

  @Override
  public RecordingFacts of(DiscoveredRecording recording, List<StreamFile> streams)
      throws IOException {
    Block files = new RecordingFiles(streams).block();
    store.put(files);
    Outcome outcome;
    try {
      outcome =
          executor.execute(catalogue.derive("ingest", PARAMETERS, Map.of("files", files.cid())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Cannot read " + recording.name() + ": the run was ended", e);
    }
    if (outcome instanceof Outcome.Rejected rejected) {
      throw new RejectedInputException(rejected.findings());
    }
    Outcome.Produced produced = (Outcome.Produced) outcome;
    RecordingDescription description =
        DagJson.read(store.require(produced.output("recording")), RecordingDescription.class);
    return new RecordingFacts(
        description.device().flatMap(Device::text),
        DescribedFacts.captured(description),
        place(description, produced),
        description.licence(),
        description.consent());
  }

  private Optional<Place> place(RecordingDescription description, Outcome.Produced produced)
      throws IOException {
    for (RecordingDescription.Sensor sensor : description.sensors()) {
      Cid series = produced.outputs().get("series/" + sensor.stream());
      if (sensor.kind() == SensorKind.GNSS && series != null) {
        Optional<Place> place = firstFix(series);
        if (place.isPresent()) {
          return place;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Place> firstFix(Cid series) throws IOException {
    try (TableReader rows =
        new ArrowFileReader(new ContentFiles(store).open(series), series.toString())) {
      for (Optional<Batch> batch = rows.next(); batch.isPresent(); batch = rows.next()) {
        double[] fixes = batch.get().doubles("fix");
        for (int row = 0; row < fixes.length; row++) {
          if (fixes[row] >= LEAST_FIX) {
            return DescribedFacts.place(
                batch.get().doubles("latitude")[row], batch.get().doubles("longitude")[row]);
          }
        }
      }
    }
    return Optional.empty();
  }
}
