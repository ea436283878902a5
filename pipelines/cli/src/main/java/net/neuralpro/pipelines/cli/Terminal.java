package net.neuralpro.pipelines.cli;

import java.io.InputStream;
import java.io.PrintWriter;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import me.tongfei.progressbar.wrapped.ProgressBarWrappedInputStream;
import net.neuralpro.schemas.content.DagJson;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where a command's output goes: text for people, or JSON for scripts. */
final class Terminal {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(names = "--json", description = "Print JSON, for scripts.")
  private boolean json;

  /** A new terminal; picocli fills it. */
  Terminal() {}

  boolean isForScripts() {
    return json;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }

  /** Prints a line for people; scripts do not get it. */
  void print(String line) {
    if (!json) {
      out().println(line);
      out().flush();
    }
  }

  /** Prints a line for people where scripts would not look for it. */
  void note(String line) {
    if (!json) {
      err().println(line);
      err().flush();
    }
  }

  /** Prints a record for scripts; people do not get it. */
  void json(Object value) {
    if (json) {
      out().println(DagJson.tree(value).toPrettyString());
      out().flush();
    }
  }

  /** A progress bar on a terminal; elsewhere nothing, so that logs stay plain. */
  Progress progress(String task, long total, String unit, long unitSize) {
    if (json || System.console() == null) {
      return Progress.NONE;
    }
    return new Progress(
        Optional.of(
            new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .setUnit(unit, unitSize)
                .setStyle(ProgressBarStyle.ASCII)
                .clearDisplayOnFinish()
                .build()));
  }

  /** A bar, or none. */
  record Progress(Optional<ProgressBar> bar) implements AutoCloseable {
    /** No bar. */
    static final Progress NONE = new Progress(Optional.empty());

    void step(long count) {
      bar.ifPresent(it -> it.stepBy(count));
    }

    /** The same bytes, each of which is a step. */
    InputStream counting(InputStream in) {
      return bar.isEmpty() ? in : new ProgressBarWrappedInputStream(in, bar.get());
    }

    void say(String message) {
      bar.ifPresent(it -> it.setExtraMessage(" " + message));
    }

    @Override
    public void close() {
      bar.ifPresent(ProgressBar::close);
    }
  }
}
