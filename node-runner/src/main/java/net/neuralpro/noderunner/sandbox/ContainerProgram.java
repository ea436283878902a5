package net.neuralpro.noderunner.sandbox;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.command.WaitContainerResultCallback;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A program in a container, whose streams come through the engine in one. */
final class ContainerProgram implements SandboxProgram {
  private static final int BUFFER = 1 << 16;
  private static final int KILLED = 128 + 9;
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  private final DockerClient client;
  private final String id;
  private final Optional<ControlGroup> group;
  private final SandboxLimits limits;
  private final PipedOutputStream input = new PipedOutputStream();
  private final PipedInputStream inputEnd = new PipedInputStream(input, BUFFER);
  private final Streams streams = new Streams();

  /**
   * A container that was made and does not run yet.
   *
   * @param group what holds the container's own control group, if the engine does not count itself
   */
  ContainerProgram(
      DockerClient client, String id, Optional<ControlGroup> group, SandboxLimits limits)
      throws IOException {
    this.client = client;
    this.id = id;
    this.group = group;
    this.limits = limits;
  }

  /** Listens, then starts the container. */
  void start() throws IOException, InterruptedException {
    client
        .attachContainerCmd(id)
        .withFollowStream(true)
        .withStdOut(true)
        .withStdErr(true)
        .withStdIn(inputEnd)
        .exec(streams);
    streams.awaitStart();
    client.startContainerCmd(id).exec();
  }

  @Override
  public OutputStream input() {
    return input;
  }

  @Override
  public InputStream output() {
    return streams.output;
  }

  @Override
  public InputStream errors() {
    return streams.errors;
  }

  @Override
  public Optional<SandboxEnd> await(Duration time) throws IOException, InterruptedException {
    try {
      if (!streams.awaitCompletion(time.toMillis(), TimeUnit.MILLISECONDS)) {
        return Optional.empty();
      }
      int code =
          client
              .waitContainerCmd(id)
              .exec(new WaitContainerResultCallback())
              .awaitStatusCode(LAST_WORDS.toSeconds(), TimeUnit.SECONDS);
      ContainerState state = client.inspectContainerCmd(id).exec().getState();
      return Optional.of(
          Boolean.TRUE.equals(state.getOOMKilled()) || filledItsGroup(code)
              ? new SandboxEnd.OutOfMemory()
              : SandboxEnd.ofExitCode(code));
    } catch (RuntimeException e) {
      throw ContainerSandbox.failed("wait for a container", e);
    }
  }

  private boolean filledItsGroup(int code) throws IOException {
    return code == KILLED && group.isPresent() && group.get().wasFilled(limits.memory());
  }

  @Override
  public void close() throws IOException {
    try {
      ContainerSandbox.remove(client, id);
    } finally {
      input.close();
      streams.close();
      if (group.isPresent()) {
        Uninterrupted.run(group.get()::remove);
      }
    }
  }

  /** Parts the program's two streams; whoever does not read them makes it wait. */
  private static final class Streams extends ResultCallback.Adapter<Frame> {
    private final PipedInputStream output = new PipedInputStream(BUFFER);
    private final PipedInputStream errors = new PipedInputStream(BUFFER);
    private final PipedOutputStream toOutput = new PipedOutputStream(output);
    private final PipedOutputStream toErrors = new PipedOutputStream(errors);

    private final CompletableFuture<Streams> started = new CompletableFuture<>();

    Streams() throws IOException {}

    /** Waits until the engine listens, or says that it cannot. */
    void awaitStart() throws IOException, InterruptedException {
      try {
        started.get(LAST_WORDS.toSeconds(), TimeUnit.SECONDS);
      } catch (ExecutionException | TimeoutException e) {
        throw new SandboxException("SANDBOX-ENGINE", "Cannot speak with a container: " + e);
      }
    }

    @Override
    public void onStart(Closeable stream) {
      super.onStart(stream);
      started.complete(this);
    }

    @Override
    public void onNext(Frame frame) {
      PipedOutputStream target = frame.getStreamType() == StreamType.STDERR ? toErrors : toOutput;
      try {
        target.write(frame.getPayload());
        target.flush();
      } catch (IOException e) {
        onError(e);
      }
    }

    @Override
    public void onError(Throwable cause) {
      // the connection breaks when the container is removed
      started.completeExceptionally(cause);
      onComplete();
    }

    @Override
    public void onComplete() {
      super.onComplete();
      try {
        toOutput.close();
        toErrors.close();
      } catch (IOException e) {
        throw new IllegalStateException("A pipe in memory can be closed", e);
      }
    }
  }
}
