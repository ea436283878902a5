package net.neuralpro.pipelines.cli;

import java.util.List;
import net.neuralpro.connectors.media.recording.DiscoveredRecording;
import net.neuralpro.pipelines.flows.curate.RunProgress;

/** Shows a run on progress bars, one after the other, each of which knows its total. */
final class RunBars implements RunProgress, AutoCloseable {
  private static final int MEBIBYTE = 1 << 20;

  private final Terminal terminal;
  private Terminal.Progress bar = Terminal.Progress.NONE;

  RunBars(Terminal terminal) {
    this.terminal = terminal;
  }

  /** The bar of reading these recordings. */
  static Terminal.Progress reading(
      Terminal terminal, String task, List<DiscoveredRecording> recordings) {
    long bytes = 0;
    for (DiscoveredRecording recording : recordings) {
      for (DiscoveredRecording.Member member : recording.files()) {
        bytes += member.file().toFile().length();
      }
    }
    return terminal.progress(task, bytes, " MB", MEBIBYTE);
  }

  /** The files of these recordings are to be read. */
  synchronized void reads(List<DiscoveredRecording> recordings) {
    bar.close();
    bar = reading(terminal, "Reading", recordings);
  }

  /** So many bytes more of the files were read. */
  synchronized void read(long bytes) {
    bar.step(bytes);
  }

  /** What is worked on now. */
  synchronized void say(String name) {
    bar.say(name);
  }

  @Override
  public synchronized void begins(Part part, long turns) {
    bar.close();
    bar =
        switch (part) {
          case RECORDINGS -> terminal.progress("Curating", turns, " steps", 1);
          case FILES -> terminal.progress("Writing", turns, " parts", 1);
        };
  }

  @Override
  public synchronized void taken(long turns, String operator) {
    bar.step(turns);
    bar.say(operator);
  }

  @Override
  public synchronized void close() {
    bar.close();
    bar = Terminal.Progress.NONE;
  }
}
