package net.neuralpro.pipelines.flows.curate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.dataset.DatasetVersion;
import net.neuralpro.schemas.derivation.Derivation;
import net.neuralpro.schemas.derivation.Outcome;
import net.neuralpro.schemas.recording.PrivateHalf;
import net.neuralpro.schemas.recording.Registrations;
import net.neuralpro.schemas.recording.Revocation;
import net.neuralpro.schemas.recording.SignedManifest;
import net.neuralpro.schemas.recording.StreamFile;
import net.neuralpro.transforms.operators.CachingExecutor;
import net.neuralpro.transforms.operators.Executor;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.flink.FlinkRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;

/** The main job: recordings in, a dataset version out. */
public final class Curation {
  private Curation() {}

  /**
   * What came of a run.
   *
   * @param version the version, unless nothing was accepted
   * @param tracks all recordings that the run saw, as far as each came
   * @param plan how the version came about, if it did
   * @param recalled how many derivations it did not ask for, since the whole run was known
   */
  public record Result(
      Optional<DatasetVersion> version,
      List<Track> tracks,
      Optional<DatasetSteps.Plan> plan,
      int recalled) {
    public Result {
      tracks = List.copyOf(tracks);
    }
  }

  /**
   * Runs the recipe of a context over recordings and those of the parent.
   *
   * <p>A run that would make the parent again gives the parent: it is tried first when it brings no
   * recording that the parent did not consider.
   *
   * @param recordings their signed manifests, which are in the store
   * @param parent the version that came before
   * @param parallelism how much is done at once
   */
  public static Result run(
      RunContext given, Collection<Cid> recordings, Optional<Cid> parent, int parallelism)
      throws IOException {
    ParentVersion before = ParentVersion.read(parent, given.store());
    TreeSet<Cid> all = new TreeSet<>(before.recordings());
    all.addAll(recordings);
    RunContext context = informed(given, before, all);
    Optional<DatasetVersion> same = before.version();
    if (same.isPresent() && same.get().recipe().equals(context.recipe().block().cid())) {
      Result again = runOnce(context, all, same.get().parent(), parallelism);
      if (again.version().equals(same)) {
        return again;
      }
    }
    return runOnce(context, all, parent, parallelism);
  }

  /** A run that heeds what is said of these recordings, and what its parent heeded. */
  static RunContext informed(RunContext context, ParentVersion parent, Collection<Cid> recordings)
      throws IOException {
    List<Revocation> counting = new ArrayList<>(parent.revocations());
    Registrations said = context.registrations().of(recordings);
    for (Revocation revocation : said.revocations().values()) {
      Optional<Block> manifest = context.store().get(revocation.recording());
      if (manifest.isPresent()
          && SignedManifest.read(manifest.get().bytes())
              .publicHalf()
              .contributor()
              .equals(revocation.contributor())) {
        counting.add(revocation);
      }
    }
    return context.with(said.withoutRevocations().with(counting));
  }

  private static Result runOnce(
      RunContext given, Collection<Cid> recordings, Optional<Cid> parent, int parallelism)
      throws IOException {
    KnownRuns runs = new KnownRuns(given);
    List<Track> tracks = tracks(given, recordings);
    Derivation run = runs.derivation(tracks, parent);
    Optional<Result> known = runs.find(run);
    if (known.isPresent()) {
      return known.get();
    }
    Watch watch = new Watch(given.executor());
    Result result = goThrough(given.with(watch), tracks, parent, parallelism);
    if (watch.mayBeRemembered()) {
      runs.remember(run, result, watch.derivations());
    }
    return result;
  }

  private static Result goThrough(
      RunContext given, List<Track> recordings, Optional<Cid> parent, int parallelism)
      throws IOException {
    RunJournal journal = new RunJournal();
    RunContext context = given.with(journal);
    context
        .progress()
        .begins(
            RunProgress.Part.RECORDINGS,
            (long) recordings.size() * RecordingSteps.of(context.recipe()).size()
                + DatasetSteps.DECISIONS);
    String handle = context.handle();
    try (LocalCluster cluster = LocalCluster.open()) {
      FlinkPipelineOptions options = PipelineOptionsFactory.create().as(FlinkPipelineOptions.class);
      options.setRunner(FlinkRunner.class);
      options.setFlinkMaster("[local]");
      options.setFlinkConfDir(cluster.configuration().toString());
      options.setParallelism(parallelism);
      // what the steps pass on is immutable, and Flink need not copy it between them
      options.setObjectReuse(true);
      options.setJobName("curate-" + context.recipe().name());
      Pipeline pipeline = Pipeline.create(options);
      pipeline
          .apply("Recordings", Create.of(recordings).withCoder(DagJsonCoder.of(Track.class)))
          .apply("Curate", CurateRecordings.by(handle, context.recipe()))
          .apply("Build", BuildVersion.upon(handle, parent));
      try {
        pipeline.run().waitUntilFinish();
      } catch (RuntimeException e) {
        throw new IOException(Causes.message(e), e);
      }
      return new Result(journal.version(), journal.tracks(), journal.plan(), 0);
    } finally {
      RunContext.forget(handle);
    }
  }

  /** Sees how many derivations a run asks for, and whether a machine's fault had a part in it. */
  private static final class Watch implements Executor {
    private final Executor executor;
    private final AtomicInteger derivations = new AtomicInteger();
    private final AtomicBoolean ofTheInputs = new AtomicBoolean(true);

    Watch(Executor executor) {
      this.executor = executor;
    }

    @Override
    public Outcome execute(Derivation derivation) throws IOException, InterruptedException {
      derivations.incrementAndGet();
      Outcome outcome = executor.execute(derivation);
      if (!CachingExecutor.isOfTheInputs(outcome)) {
        ofTheInputs.set(false);
      }
      return outcome;
    }

    int derivations() {
      return derivations.get();
    }

    boolean mayBeRemembered() {
      return ofTheInputs.get();
    }
  }

  /**
   * The recordings at the start of their way. One that was revoked goes it too, as long as its
   * files are there: nobody else may come first with what it shows.
   */
  static List<Track> tracks(RunContext context, Collection<Cid> recordings) throws IOException {
    List<Track> tracks = new ArrayList<>();
    for (Cid recording : new TreeSet<>(recordings)) {
      if (context.registrations().isRevoked(recording) && !isThere(context, recording)) {
        continue;
      }
      tracks.add(start(context.store(), recording));
    }
    return tracks;
  }

  /** A recording at the start of its way; its manifest is in the store. */
  static Track start(BlockStore store, Cid recording) throws IOException {
    SortedMap<String, Cid> values = new TreeMap<>();
    values.put("manifest", recording);
    SignedManifest manifest = SignedManifest.read(store.require(recording).bytes());
    Block files = manifest.publicHalf().files().block();
    store.put(files);
    values.put("files", files.cid());
    Cid privateHalf = PrivateHalf.cid(manifest.publicHalf().privateHalf());
    if (store.has(privateHalf)) {
      values.put("private", privateHalf);
    }
    return new Track(recording, values, List.of(), List.of());
  }

  private static boolean isThere(RunContext context, Cid recording) throws IOException {
    Optional<Block> manifest = context.store().get(recording);
    if (manifest.isEmpty()) {
      return false;
    }
    for (StreamFile file : SignedManifest.read(manifest.get().bytes()).publicHalf().streams()) {
      if (!context.store().has(file.cid())) {
        return false;
      }
    }
    return true;
  }
}
