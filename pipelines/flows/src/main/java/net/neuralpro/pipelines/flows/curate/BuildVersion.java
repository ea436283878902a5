package net.neuralpro.pipelines.flows.curate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.dataset.DatasetVersion;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.jspecify.annotations.Nullable;

/** Makes a dataset version of the recordings that were accepted and tells the journal of it. */
final class BuildVersion extends PTransform<PCollection<Track>, PDone> {
  private static final long serialVersionUID = 1;

  private final String run;
  private final @Nullable String parent;

  private BuildVersion(String run, @Nullable String parent) {
    this.run = run;
    this.parent = parent;
  }

  /** In the run of this handle, upon this parent. */
  static BuildVersion upon(String run, Optional<Cid> parent) {
    return new BuildVersion(run, parent.map(Cid::toString).orElse(null));
  }

  @Override
  public PDone expand(PCollection<Track> recordings) {
    PCollection<Selection> selection =
        recordings
            .apply("Key", WithKeys.of(0))
            .setCoder(KvCoder.of(VarIntCoder.of(), DagJsonCoder.of(Track.class)))
            .apply("Collect", GroupByKey.create())
            .apply("Deduplicate, split, plan", ParDo.of(new PlanFn(run, parent)))
            .setCoder(DagJsonCoder.of(Selection.class));
    PCollection<WrittenFile> files =
        selection
            .apply("Files", ParDo.of(new FilesFn()))
            .setCoder(DagJsonCoder.of(FileTask.class))
            .apply("Spread", Reshuffle.viaRandomKey())
            .apply("Write", ParDo.of(new WriteFn(run)))
            .setCoder(DagJsonCoder.of(WrittenFile.class));
    files
        .apply("Key files", WithKeys.of(0))
        .setCoder(KvCoder.of(VarIntCoder.of(), DagJsonCoder.of(WrittenFile.class)))
        .apply("Collect files", GroupByKey.create())
        .apply("Assemble", ParDo.of(new AssembleFn(run, parent)));
    return PDone.in(recordings.getPipeline());
  }

  /** How the dataset's files come about. */
  record Selection(DatasetSteps.Plan plan) {}

  private static ParentVersion parent(RunContext context, @Nullable String root)
      throws IOException {
    return ParentVersion.read(Optional.ofNullable(root).map(Cid::parse), context.store());
  }

  private static final class PlanFn extends DoFn<KV<Integer, Iterable<Track>>, Selection> {
    private static final long serialVersionUID = 1;

    private final String run;
    private final @Nullable String parent;

    PlanFn(String run, @Nullable String parent) {
      this.run = run;
      this.parent = parent;
    }

    @ProcessElement
    public void process(@Element KV<Integer, Iterable<Track>> group, OutputReceiver<Selection> out)
        throws IOException, InterruptedException {
      RunContext context = RunContext.find(run);
      List<Track> tracks = new ArrayList<>();
      group.getValue().forEach(track -> tracks.add(context.judged(track)));
      tracks.sort(Comparator.comparing(Track::recording));
      tracks.forEach(context.journal()::ended);
      if (tracks.stream().allMatch(Track::rejected)) {
        return;
      }
      DatasetSteps.Plan plan = new DatasetSteps(context).plan(tracks, parent(context, parent));
      context.journal().planned(plan);
      context.progress().begins(RunProgress.Part.FILES, plan.tasks().size() + 1);
      if (plan.tasks().isEmpty()) {
        context.journal().ended(Optional.empty());
      }
      out.output(new Selection(plan));
    }
  }

  private static final class FilesFn extends DoFn<Selection, FileTask> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void process(@Element Selection selection, OutputReceiver<FileTask> out) {
      selection.plan().tasks().forEach(out::output);
    }
  }

  private static final class WriteFn extends DoFn<FileTask, WrittenFile> {
    private static final long serialVersionUID = 1;

    private final String run;

    WriteFn(String run) {
      this.run = run;
    }

    @ProcessElement
    public void process(@Element FileTask task, OutputReceiver<WrittenFile> out)
        throws IOException, InterruptedException {
      RunContext context = RunContext.find(run);
      new DatasetSteps(context).write(task).forEach(out::output);
      context.progress().taken(1, task.operator());
    }
  }

  private static final class AssembleFn extends DoFn<KV<Integer, Iterable<WrittenFile>>, Void> {
    private static final long serialVersionUID = 1;

    private final String run;
    private final @Nullable String parent;

    AssembleFn(String run, @Nullable String parent) {
      this.run = run;
      this.parent = parent;
    }

    @ProcessElement
    public void process(@Element KV<Integer, Iterable<WrittenFile>> group)
        throws IOException, InterruptedException {
      RunContext context = RunContext.find(run);
      List<WrittenFile> files = new ArrayList<>();
      group.getValue().forEach(files::add);
      files.sort(Comparator.comparing(WrittenFile::file));
      RunJournal journal = context.journal();
      DatasetVersion version =
          new VersionAssembly(context)
              .assemble(
                  journal.tracks(), journal.plan().orElseThrow(), files, parent(context, parent));
      journal.ended(Optional.of(version));
      context.progress().taken(1, "assemble");
    }
  }
}
