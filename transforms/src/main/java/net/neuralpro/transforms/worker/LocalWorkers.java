package net.neuralpro.transforms.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import net.neuralpro.transforms.operators.OperatorProvider;

/**
 * Workers as restricted processes of this computer.
 *
 * @param installation their code, and how they are held
 */
public record LocalWorkers(WorkerInstallation installation) implements WorkerHost {
  @Override
  public Worker start(Class<? extends OperatorProvider> operators, WorkerLimits limits)
      throws IOException {
    ProcessFolder scratch = ProcessFolder.create(installation.folder());
    installation.restriction().give(scratch.path());
    ProcessBuilder builder = new ProcessBuilder(installation.command(operators, limits, scratch));
    builder.environment().clear();
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.directory(scratch.path().toFile());
    return new Local(builder.start(), scratch);
  }

  private record Local(Process process, ProcessFolder scratch) implements Worker {
    @Override
    public OutputStream input() {
      return process.getOutputStream();
    }

    @Override
    public InputStream output() {
      return process.getInputStream();
    }

    @Override
    public InputStream errors() {
      return process.getErrorStream();
    }

    @Override
    public void end() {
      process.destroyForcibly();
    }

    @Override
    public String ending() {
      endAndWait();
      return process.isAlive() ? "does not end" : "ended with " + process.exitValue();
    }

    private void endAndWait() {
      process.destroyForcibly();
      try {
        process.waitFor(10, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void close() throws IOException {
      endAndWait();
      scratch.close();
    }
  }
}
