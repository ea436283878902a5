package net.neuralpro.pipelines.flows.curate;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.Links;
import net.neuralpro.schemas.content.Multicodec;
import net.neuralpro.schemas.dataset.DatasetFile;
import net.neuralpro.schemas.dataset.DatasetVersion;
import net.neuralpro.schemas.dataset.RecordingEntries;
import net.neuralpro.schemas.dataset.RecordingEntry;
import net.neuralpro.schemas.derivation.Derivation;
import net.neuralpro.schemas.derivation.Outcome;
import net.neuralpro.schemas.recording.Registrations;
import net.neuralpro.transforms.operators.Operator;
import net.neuralpro.transforms.operators.OperatorVersion;

/**
 * Remembers what whole runs came to. A run is a derivation like those that it is made of: of the
 * recordings, the parent, the recipe and all code. One that is known need not be gone through
 * again, as long as the store still holds what it made.
 */
record KnownRuns(RunContext context) {
  private static final String NAME = "curate";
  private static final String OUTPUT = "run";
  private static final int MAX_SIZE = 1 << 30;

  /**
   * What decides on a run beside its recordings and parent.
   *
   * @param operators the version of each operator
   */
  record Parameters(Cid recipe, SortedMap<String, String> operators) {}

  /**
   * What a run came to.
   *
   * @param version the root of the version that it made
   * @param derivations how many derivations it asked for
   */
  record Known(
      Optional<Cid> version,
      List<Track> tracks,
      Optional<DatasetSteps.Plan> plan,
      int derivations) {}

  /** The run over these recordings, at the start of their way, upon this parent. */
  Derivation derivation(List<Track> recordings, Optional<Cid> parent) throws IOException {
    SortedMap<String, Cid> inputs = new TreeMap<>();
    List<RecordingEntry> entries =
        recordings.stream()
            .map(track -> new RecordingEntry(track.recording(), track.values()))
            .toList();
    inputs.put(
        "recordings", new RecordingEntries(entries).store(new ContentFiles(context.store())));
    if (!context.registrations().equals(Registrations.NONE)) {
      inputs.put(
          "registrations",
          new ContentFiles(context.store()).add(DagJson.write(context.registrations())));
    }
    parent.ifPresent(root -> inputs.put("parent", root));
    SortedMap<String, String> operators = new TreeMap<>();
    for (Operator<?> operator : context.catalogue().operators()) {
      operators.put(operator.name(), context.catalogue().version(operator.name()));
    }
    return Derivation.of(
        NAME,
        OperatorVersion.of(Curation.class),
        new Parameters(context.recipe().block().cid(), operators),
        inputs);
  }

  /** What this run came to, if it is known and all of it is still there. */
  Optional<Curation.Result> find(Derivation run) throws IOException {
    Optional<Outcome> outcome = context.outcomes().find(run.cid());
    if (outcome.isEmpty() || !(outcome.get() instanceof Outcome.Produced produced)) {
      return Optional.empty();
    }
    if (!isWhole(produced.output(OUTPUT))) {
      return Optional.empty();
    }
    Known known =
        DagJson.read(
            new ContentFiles(context.store()).read(produced.output(OUTPUT), MAX_SIZE), Known.class);
    Optional<DatasetVersion> version = Optional.empty();
    if (known.version().isPresent()) {
      Optional<Block> manifest = context.store().get(known.version().get());
      if (manifest.isEmpty()) {
        return Optional.empty();
      }
      version = Optional.of(DagJson.read(manifest.get(), DatasetVersion.class));
    }
    return isThere(known, version)
        ? Optional.of(
            new Curation.Result(version, known.tracks(), known.plan(), known.derivations()))
        : Optional.empty();
  }

  /** Remembers what a run came to. */
  void remember(Derivation run, Curation.Result result, int derivations) throws IOException {
    Known known =
        new Known(
            result.version().map(version -> version.block().cid()),
            result.tracks(),
            result.plan(),
            derivations);
    context.store().put(run.block());
    Cid file = new ContentFiles(context.store()).add(DagJson.write(known));
    context.outcomes().record(new Outcome.Produced(run.cid(), new TreeMap<>(Map.of(OUTPUT, file))));
  }

  /** Whether the store has the files of the version, and what a report is made of. */
  private boolean isThere(Known known, Optional<DatasetVersion> version) throws IOException {
    for (Track track : known.tracks()) {
      for (Cid value : track.values().values()) {
        if (!context.store().has(value)) {
          return false;
        }
      }
    }
    if (known.plan().isPresent()) {
      DatasetSteps.Plan plan = known.plan().get();
      for (Cid cid : List.of(plan.clusters(), plan.splits(), plan.rejected())) {
        if (!isWhole(cid)) {
          return false;
        }
      }
      for (Cid bucket : plan.buckets().values()) {
        if (!isWhole(bucket)) {
          return false;
        }
      }
    }
    if (version.isPresent()) {
      for (DatasetFile file : version.get().files()) {
        if (!isWhole(file.cid())) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean isWhole(Cid cid) throws IOException {
    if (cid.codec() != Multicodec.DAG_PB) {
      return context.store().has(cid);
    }
    Optional<Block> block = context.store().get(cid);
    if (block.isEmpty()) {
      return false;
    }
    for (Cid link : Links.of(block.get())) {
      if (!isWhole(link)) {
        return false;
      }
    }
    return true;
  }
}
