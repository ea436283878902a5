package net.neuralpro.pipelines.flows.curate;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import net.neuralpro.pipelines.flows.reward.VersionFactsTable;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.dataset.DatasetFile;
import net.neuralpro.schemas.dataset.DatasetTotals;
import net.neuralpro.schemas.dataset.DatasetVersion;
import net.neuralpro.schemas.derivation.Outcome;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.schemas.recording.Registration;
import net.neuralpro.schemas.recording.SignedManifest;
import net.neuralpro.schemas.reward.RegisteredTogether;
import net.neuralpro.transforms.shard.CroissantParameters;
import net.neuralpro.transforms.shard.DescribedFiles;
import net.neuralpro.transforms.shard.EpisodeSource;
import net.neuralpro.transforms.shard.FilePlan;

/** Puts a version together from its written files: lineage, description, manifest. */
record VersionAssembly(RunContext context) {
  /** Where the recipe lies in a dataset. */
  static final String RECIPE = "recipe.json";

  private static final String CROISSANT = "croissant.json";
  private static final long MILLISECONDS = 1000;

  /** The version of the accepted ones of these recordings and of these files. */
  DatasetVersion assemble(
      List<Track> considered,
      DatasetSteps.Plan plan,
      List<WrittenFile> written,
      ParentVersion parent)
      throws IOException, InterruptedException {
    List<Track> tracks = considered.stream().filter(track -> !track.rejected()).toList();
    DatasetSteps steps = new DatasetSteps(context);
    ContentFiles store = new ContentFiles(context.store());
    SortedMap<String, List<EpisodeSource>> episodes = new TreeMap<>();
    long milliseconds = 0;
    for (Map.Entry<String, Cid> bucket : plan.buckets().entrySet()) {
      FilePlan all = FilePlan.read(store, bucket.getValue());
      episodes.put(bucket.getKey(), all.episodes());
      long rows = all.episodes().stream().mapToLong(episode -> episode.clip().rows()).sum();
      milliseconds += rows * MILLISECONDS / all.layout().rate();
    }
    List<DatasetFile> files = new ArrayList<>();
    TreeSet<Cid> derivations = new TreeSet<>(plan.derivations());
    for (WrittenFile file : written) {
      files.add(file.file());
      derivations.add(file.derivation());
    }
    Lineage.Written lineage =
        new Lineage(context)
            .write(tracks, episodes, List.copyOf(files), plan.splits(), derivations);
    for (Map.Entry<String, Cid> file : lineage.files().entrySet()) {
      files.add(steps.describe(file.getKey(), file.getValue()));
    }
    files.add(
        steps.describe(
            VersionFactsTable.PATH, new VersionFacts(context).write(considered, plan, parent)));
    List<RegisteredTogether> registered = registered(tracks);
    if (!registered.isEmpty()) {
      files.add(steps.describe(Lineage.REGISTRATIONS, lines(store, registered)));
    }
    if (!context.registrations().revocations().isEmpty()) {
      files.add(
          steps.describe(
              Lineage.REVOCATIONS, lines(store, context.registrations().revocations().values())));
    }
    Block recipe = context.recipe().block();
    context.store().put(recipe);
    files.add(steps.describe(RECIPE, store.add(recipe.bytes())));
    files.add(steps.describe(CROISSANT, croissant(tracks, plan, files)));
    DatasetVersion version =
        new DatasetVersion(
            1,
            recipe.cid(),
            parent.root(),
            lineage.commitment(),
            totals(episodes, milliseconds),
            files);
    context.store().put(version.block());
    return version;
  }

  /** How the recordings of the version were registered; others under the same roots stay hidden. */
  private List<RegisteredTogether> registered(List<Track> tracks) throws IOException {
    SortedMap<Digest, List<RegisteredTogether.Shown>> shown = new TreeMap<>();
    SortedMap<Digest, List<Digest>> blinded = new TreeMap<>();
    for (Track track : tracks) {
      Cid recording = track.recording();
      Registration registration = context.registrations().shown().get(recording);
      if (registration != null) {
        SignedManifest manifest = SignedManifest.read(context.store().require(recording).bytes());
        Digest root = registration.root();
        blinded.put(root, registration.blinded());
        shown
            .computeIfAbsent(root, key -> new ArrayList<>())
            .add(
                new RegisteredTogether.Shown(
                    registration.index(),
                    Digest.of(recording.digest()),
                    manifest.publicHalf().contributor(),
                    registration.salt()));
      }
    }
    List<RegisteredTogether> together = new ArrayList<>();
    for (Map.Entry<Digest, List<RegisteredTogether.Shown>> root : shown.entrySet()) {
      root.getValue().sort(Comparator.comparingInt(RegisteredTogether.Shown::index));
      together.add(
          new RegisteredTogether(blinded.getOrDefault(root.getKey(), List.of()), root.getValue()));
    }
    return together;
  }

  private static Cid lines(ContentFiles store, Collection<?> records) throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (Object line : records) {
      lines.writeBytes(DagJson.write(line));
      lines.write('\n');
    }
    return store.add(lines.toByteArray());
  }

  private Cid croissant(List<Track> tracks, DatasetSteps.Plan plan, List<DatasetFile> files)
      throws IOException, InterruptedException {
    TreeSet<String> licences = new TreeSet<>();
    for (Track track : tracks) {
      licences.add(
          SignedManifest.read(context.store().require(track.recording()).bytes())
              .publicHalf()
              .licence()
              .expression());
    }
    SortedMap<String, Cid> inputs = new TreeMap<>();
    inputs.put(
        "files", new ContentFiles(context.store()).add(DagJson.write(new DescribedFiles(files))));
    plan.buckets().forEach((bucket, cid) -> inputs.put("bucket/" + bucket, cid));
    CroissantParameters parameters =
        new CroissantParameters(
            context.recipe().name(),
            "Clips of contributed recordings, curated by recipe " + context.recipe().name() + ".",
            List.copyOf(licences));
    Outcome.Produced produced =
        new DatasetSteps(context).produced("write-croissant", parameters, inputs);
    return produced.output("file");
  }

  private static DatasetTotals totals(
      SortedMap<String, List<EpisodeSource>> episodes, long milliseconds) {
    TreeSet<Cid> recordings = new TreeSet<>();
    SortedMap<String, Long> splits = new TreeMap<>();
    long clips = 0;
    long samples = 0;
    for (List<EpisodeSource> bucket : episodes.values()) {
      for (EpisodeSource episode : bucket) {
        recordings.add(episode.recording());
        splits.merge(episode.split(), 1L, Long::sum);
        clips++;
        samples += episode.clip().rows();
      }
    }
    return new DatasetTotals(recordings.size(), clips, samples, milliseconds, splits);
  }
}
