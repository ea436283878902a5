package net.neuralpro.pipelines.flows.curate;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.pipelines.flows.recipe.Recipe;
import net.neuralpro.schemas.clip.Clusters;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.DagJsonLines;
import net.neuralpro.schemas.dataset.RecordingEntries;
import net.neuralpro.schemas.dataset.RecordingEntry;
import net.neuralpro.schemas.derivation.Derivation;
import net.neuralpro.schemas.derivation.Outcome;
import net.neuralpro.schemas.recording.SignedManifest;
import net.neuralpro.schemas.recording.StreamFile;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.RejectedInputException;
import net.neuralpro.transforms.operators.CachingExecutor;
import net.neuralpro.transforms.operators.Executor;
import net.neuralpro.transforms.operators.OperatorCatalogue;

/**
 * Makes again what a version says that operators made, and holds it against the version's lineage.
 * What is wrong is a {@link RejectedInputException} of rule {@code EPOCH-DERIVATION}; any other
 * {@link IOException} means that it could not be found out.
 *
 * @param executor runs each derivation, whatever is known of it
 */
record Rederivation(
    OperatorCatalogue catalogue, BlockStore store, Executor executor, StoredLineage lineage) {
  private static final String DEDUPLICATE = "deduplicate";

  /** Takes a recording, whose manifest is in the store, through all steps of the recipe. */
  Track recording(Cid recording) throws IOException, InterruptedException {
    try {
      return derive(recording);
    } catch (RejectedInputException e) {
      requireReadable(recording);
      throw e;
    }
  }

  /** Bytes that are missing are no fault of the version. */
  private void requireReadable(Cid recording) throws IOException {
    for (StreamFile stream :
        SignedManifest.read(store.require(recording).bytes()).publicHalf().streams()) {
      try (InputStream in = new ContentFiles(store).stream(stream.cid())) {
        in.transferTo(OutputStream.nullOutputStream());
      }
    }
  }

  private Track derive(Cid recording) throws IOException, InterruptedException {
    Recipe recipe = recipe();
    requireSameCode(recipe);
    Map<Cid, Outcome.Produced> made = new HashMap<>();
    Track track = Curation.start(store, recording);
    for (Step step : RecordingSteps.of(recipe)) {
      Optional<Derivation> derivation = step.derivation(catalogue, recipe, track);
      if (derivation.isPresent()) {
        Outcome outcome = execute(derivation.get());
        track = StepRunner.after(step, track, outcome, store);
        if (track.rejected()) {
          throw wrong(recording.toString(), "It is refused: " + track.findings());
        }
        made.put(outcome.derivation(), (Outcome.Produced) outcome);
      }
    }
    requireSame(made);
    return track;
  }

  /** Checks that copies were looked for in what was made of a recording. */
  void requireEntry(Track track) throws IOException {
    SortedMap<String, Cid> values = new TreeMap<>(track.values());
    values.keySet().retainAll(DatasetSteps.FOR_DEDUPLICATE);
    Cid entries = input(deduplicate(), "entries");
    if (!RecordingEntries.read(new ContentFiles(store), entries)
        .entries()
        .contains(new RecordingEntry(track.recording(), values))) {
      throw wrong(
          DEDUPLICATE, "It was not given what is derived of recording " + track.recording() + ".");
    }
  }

  /** Finds again which clips show the same. */
  Clusters clusters() throws IOException, InterruptedException {
    Outcome outcome = execute(deduplicate());
    if (!(outcome instanceof Outcome.Produced produced)) {
      throw wrong(DEDUPLICATE, "It refuses its inputs: " + outcome);
    }
    requireSame(Map.of(produced.derivation(), produced));
    return Clusters.read(new ContentFiles(store), produced.output("clusters"));
  }

  /** The derivation whose clusters led to the splits of the version. */
  private Derivation deduplicate() throws IOException {
    Cid splits = lineage.file(Lineage.SPLITS);
    Cid clusters = input(line("split", "splits", splits).derivation(), "clusters");
    Lineage.DerivationLine line = line(DEDUPLICATE, "clusters", clusters);
    Derivation derivation =
        catalogue.derive(
            DEDUPLICATE,
            recipe().parameters(catalogue.operator(DEDUPLICATE)),
            line.derivation().inputs());
    if (!derivation.cid().equals(line.cid())) {
      throw wrong(DEDUPLICATE, "The recipe asks for other parameters or other code.");
    }
    return derivation;
  }

  private Lineage.DerivationLine line(String operator, String output, Cid made) throws IOException {
    return lineage
        .find(
            Lineage.DERIVATIONS,
            Lineage.DerivationLine.class,
            line ->
                line.derivation().operator().equals(operator)
                    && Optional.of(made).equals(Optional.ofNullable(line.outputs().get(output))))
        .orElseThrow(() -> wrong(operator, "No derivation made " + made + "."));
  }

  private static Cid input(Derivation derivation, String name) throws RejectedInputException {
    Cid input = derivation.inputs().get(name);
    if (input == null) {
      throw wrong(derivation.operator(), "It was not given any " + name + ".");
    }
    return input;
  }

  /** The version's recipe, each of whose operators takes its parameters. */
  private Recipe recipe() throws IOException {
    Recipe recipe = lineage.recipe();
    try {
      recipe.steps().keySet().forEach(name -> recipe.parameters(catalogue.operator(name)));
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new IOException("its recipe is not for the operators here: " + e.getMessage(), e);
    }
    return recipe;
  }

  /** Operators of other code make something else, and rightly so. */
  private void requireSameCode(Recipe recipe) throws IOException {
    List<String> operators = List.copyOf(recipe.steps().keySet());
    Optional<Lineage.DerivationLine> other =
        lineage.find(
            Lineage.DERIVATIONS,
            Lineage.DerivationLine.class,
            line ->
                operators.contains(line.derivation().operator())
                    && !line.derivation()
                        .version()
                        .equals(catalogue.version(line.derivation().operator())));
    if (other.isPresent()) {
      Derivation derivation = other.get().derivation();
      throw new IOException(
          "operator %s ran at version %s, here it is version %s"
              .formatted(
                  derivation.operator(),
                  derivation.version(),
                  catalogue.version(derivation.operator())));
    }
  }

  private Outcome execute(Derivation derivation) throws IOException, InterruptedException {
    Outcome outcome = executor.execute(derivation);
    if (!CachingExecutor.isOfTheInputs(outcome)) {
      throw new IOException("operator " + derivation.operator() + " lost its worker: " + outcome);
    }
    return outcome;
  }

  /** Holds outcomes against what the lineage says of their derivations. */
  private void requireSame(Map<Cid, Outcome.Produced> made) throws IOException {
    Map<Cid, Outcome.Produced> left = new TreeMap<>(made);
    try (DagJsonLines<Lineage.DerivationLine> lines =
        DagJsonLines.of(store, lineage.file(Lineage.DERIVATIONS), Lineage.DerivationLine.class)) {
      for (Optional<Lineage.DerivationLine> next = lines.next();
          next.isPresent();
          next = lines.next()) {
        Lineage.DerivationLine line = next.get();
        Outcome.Produced produced = left.remove(line.cid());
        if (produced != null && !produced.outputs().equals(line.outputs())) {
          throw wrong(
              line.derivation().operator(),
              "Derivation %s makes %s and not %s."
                  .formatted(line.cid(), produced.outputs(), line.outputs()));
        }
      }
    }
    if (!left.isEmpty()) {
      throw wrong(
          left.keySet().iterator().next().toString(), "The lineage has no such derivation.");
    }
  }

  private static RejectedInputException wrong(String place, String evidence) {
    return new RejectedInputException(Finding.error("EPOCH-DERIVATION", place, evidence));
  }
}
