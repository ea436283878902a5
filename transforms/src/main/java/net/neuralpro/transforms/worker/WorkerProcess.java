package net.neuralpro.transforms.worker;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.Links;
import net.neuralpro.schemas.content.MalformedContentException;
import net.neuralpro.schemas.content.Multicodec;
import net.neuralpro.schemas.derivation.Derivation;
import net.neuralpro.schemas.derivation.Outcome;
import net.neuralpro.transforms.operators.OperatorProvider;

/**
 * A running worker, seen from its parent. It gets the blocks that its derivation names, directly or
 * through others, and no more; whatever it puts is named by its parent's own hash of it. Used by
 * one thread at a time.
 */
final class WorkerProcess implements Closeable {
  private static final int MAX_COMPLAINT = 2000;

  private final WorkerHost.Worker worker;
  private final DataInputStream in;
  private final DataOutputStream out;
  private final BlockStore store;
  private final WorkerLimits limits;
  private final Complaint complaint;

  private WorkerProcess(WorkerHost.Worker worker, BlockStore store, WorkerLimits limits) {
    this.worker = worker;
    this.store = store;
    this.limits = limits;
    in = new DataInputStream(new BufferedInputStream(worker.output(), 1 << 16));
    out = new DataOutputStream(new BufferedOutputStream(worker.input(), 1 << 16));
    complaint = new Complaint(worker.errors());
    complaint.start();
  }

  /** Starts a worker; it is ready when this returns. */
  static WorkerProcess start(
      WorkerHost host,
      Class<? extends OperatorProvider> operators,
      BlockStore store,
      WorkerLimits limits)
      throws IOException, InterruptedException {
    WorkerProcess process = new WorkerProcess(host.start(operators, limits), store, limits);
    try (Watchdog watchdog = new Watchdog(process.worker::end, limits)) {
      Optional<Message> first = process.next(watchdog);
      if (first.isEmpty() || first.get().kind() != Message.Kind.READY) {
        String words = process.lastWords();
        process.close();
        throw new IOException(
            "Cannot start a worker process: "
                + words
                + "; perhaps `neural doctor` says what is missing");
      }
    }
    return process;
  }

  /**
   * Runs a derivation.
   *
   * @throws LostWorkerException if the worker ended or had to be ended
   * @throws IOException if the store fails
   */
  Outcome run(Derivation derivation) throws IOException {
    Set<Cid> granted = new HashSet<>(derivation.inputs().values());
    Block block = derivation.block();
    long put = 0;
    try (Watchdog watchdog = new Watchdog(worker::end, limits)) {
      try {
        say(new Message(Message.Kind.RUN, block.bytes()));
        while (true) {
          Message message = next(watchdog).orElseThrow(() -> lost(watchdog));
          switch (message.kind()) {
            case GET -> say(answer(message, granted));
            case PUT -> {
              put += message.body().length;
              if (put > limits.output()) {
                throw new LostWorkerException(
                    "WORKER-OUTPUT", "it put more than " + limits.output() + " bytes");
              }
              Block output = received(message);
              store.put(output);
              granted.add(output.cid());
            }
            case DONE -> {
              return checked(DagJson.read(message.body(), Outcome.class), block.cid(), granted);
            }
            case FAILED ->
                throw new LostWorkerException(
                    "WORKER-FAILED", new String(message.body(), StandardCharsets.UTF_8));
            case READY, RUN, BLOCK, ABSENT ->
                throw new LostWorkerException("WORKER-PROTOCOL", "it said " + message.kind());
          }
        }
      } catch (LostWorkerException e) {
        close();
        throw e;
      } catch (MalformedContentException | IllegalArgumentException e) {
        close();
        throw new LostWorkerException("WORKER-PROTOCOL", String.valueOf(e.getMessage()));
      }
    }
  }

  private Message answer(Message get, Set<Cid> granted) throws IOException {
    Cid cid = Cid.ofBytes(get.body());
    Optional<Block> found = granted.contains(cid) ? store.get(cid) : Optional.empty();
    if (found.isEmpty()) {
      return Message.of(Message.Kind.ABSENT);
    }
    granted.addAll(Links.of(found.get()));
    return new Message(Message.Kind.BLOCK, found.get().bytes());
  }

  private static Block received(Message put) {
    Multicodec codec = Multicodec.values()[put.body()[0]];
    return Block.of(codec, Arrays.copyOfRange(put.body(), 1, put.body().length));
  }

  private static Outcome checked(Outcome outcome, Cid derivation, Set<Cid> granted)
      throws LostWorkerException {
    boolean genuine =
        outcome.derivation().equals(derivation)
            && (!(outcome instanceof Outcome.Produced produced)
                || granted.containsAll(produced.outputs().values()));
    if (!genuine) {
      throw new LostWorkerException("WORKER-PROTOCOL", "it named outputs that it had not put");
    }
    return outcome;
  }

  private Optional<Message> next(Watchdog watchdog) throws IOException {
    try {
      Optional<Message> message = Message.read(in);
      watchdog.heard();
      return message;
    } catch (IOException e) {
      throw lost(watchdog);
    }
  }

  private void say(Message message) throws LostWorkerException {
    try {
      message.write(out);
      out.flush();
    } catch (IOException e) {
      throw new LostWorkerException("WORKER-CRASHED", lastWords());
    }
  }

  private LostWorkerException lost(Watchdog watchdog) {
    Optional<String> verdict = watchdog.verdict();
    return verdict.isPresent()
        ? new LostWorkerException("WORKER-TIMEOUT", verdict.get())
        : new LostWorkerException("WORKER-CRASHED", lastWords());
  }

  /** How the worker ended, with what it wrote to its standard error. */
  private String lastWords() {
    String ending = worker.ending();
    try {
      complaint.join(TimeUnit.SECONDS.toMillis(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return "it " + ending + complaint.text();
  }

  @Override
  public void close() throws IOException {
    worker.close();
  }

  /** Reads a worker's standard error to its end and keeps the last of it. */
  private static final class Complaint extends Thread {
    private final InputStream in;
    private volatile String text = "";

    Complaint(InputStream in) {
      super("worker-complaint");
      setDaemon(true);
      this.in = in;
    }

    String text() {
      String words = text.strip();
      return words.isEmpty() ? "" : ": " + words;
    }

    @Override
    public void run() {
      byte[] buffer = new byte[4096];
      try {
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
          String all = text + new String(buffer, 0, count, StandardCharsets.UTF_8);
          text = all.substring(Math.max(0, all.length() - MAX_COMPLAINT));
        }
      } catch (IOException e) {
        text = text + " (" + e.getMessage() + ")";
      }
    }
  }
}
