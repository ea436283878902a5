package net.neuralpro.pipelines.cli;

import net.neuralpro.pipelines.flows.exchange.Pull;

/** Shows how many bytes of a transfer are done; the total may grow on the way. */
final class TransferBar implements Pull.Progress, AutoCloseable {
  private static final int MEBIBYTE = 1 << 20;

  private final Terminal terminal;
  private final String task;
  private Terminal.Progress bar = Terminal.Progress.NONE;
  private long total;
  private long done;

  TransferBar(Terminal terminal, String task) {
    this.terminal = terminal;
    this.task = task;
  }

  @Override
  public synchronized void begins(long bytes) {
    bar.close();
    total += bytes;
    bar = terminal.progress(task, total, " MB", MEBIBYTE);
    bar.step(done);
  }

  @Override
  public synchronized void fetched(long bytes) {
    done += bytes;
    bar.step(bytes);
  }

  @Override
  public synchronized void close() {
    bar.close();
  }
}
