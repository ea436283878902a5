package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.neuralpro.connectors.chain.dev.DevChain;
import net.neuralpro.connectors.messaging.kafka.KafkaProcess;
import net.neuralpro.connectors.messaging.redis.RedisProcess;
import net.neuralpro.noderunner.sandbox.ContainerEngine;

/** A part of a network that is killed at any moment, and started again. */
interface Victim {
  /** Ends it as {@code kill -9} does. */
  void kill() throws Exception;

  /** Starts it if it does not run; it may end again at once where others are missing. */
  void revive() throws Exception;

  /** Something whose parts are given. */
  static Victim of(Act kill, Act revive) {
    return new Victim() {
      @Override
      public void kill() throws Exception {
        kill.go();
      }

      @Override
      public void revive() throws Exception {
        revive.go();
      }
    };
  }

  /** What is done to a victim. */
  @FunctionalInterface
  interface Act {
    void go() throws Exception;
  }

  static Victim redis(RedisProcess redis) {
    return of(redis::restart, () -> {});
  }

  static Victim kafka(KafkaProcess kafka) {
    return of(
        () -> {
          kafka.kill();
          kafka.start();
        },
        () -> {});
  }

  static Victim engine(ContainerEngine engine) {
    return of(
        () -> {
          engine.kill();
          engine.start();
        },
        () -> {});
  }

  /** The development chain of a folder. */
  static Victim chain(Path folder) {
    return of(
        () -> {
          String[] process = Files.readString(folder.resolve("process")).split(" ");
          ProcessHandle.of(Long.parseLong(process[0])).ifPresent(ProcessHandle::destroyForcibly);
        },
        () -> DevChain.start(folder, DevChain.Mining.EACH_SECOND));
  }

  /** A command that runs on. */
  final class Command implements Victim {
    private final NeuralProcess neural;
    private final List<Object> arguments;
    private NeuralProcess.Running running;

    Command(NeuralProcess neural, Object... arguments) throws IOException {
      this.neural = neural;
      this.arguments = List.of(arguments);
      running = neural.start(arguments);
    }

    NeuralProcess.Running running() {
      return running;
    }

    @Override
    public void kill() throws InterruptedException {
      running.kill();
    }

    @Override
    public void revive() throws IOException {
      if (!running.process().isAlive()) {
        running = neural.start(arguments.toArray());
      }
    }
  }
}
