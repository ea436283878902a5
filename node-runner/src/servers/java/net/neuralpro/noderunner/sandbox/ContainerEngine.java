package net.neuralpro.noderunner.sandbox;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** An engine of containers with a socket and folders of its own, for as long as tests need it. */
public final class ContainerEngine implements Closeable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path folder;
  private final Map<String, String> environment;
  private final List<String> command;
  private Process process;

  private ContainerEngine(Path folder, Map<String, String> environment, List<String> command)
      throws IOException {
    this.folder = folder;
    this.environment = environment;
    this.command = command;
    start();
  }

  public static ContainerEngine docker() throws IOException {
    Path folder = Files.createTempDirectory("neural-docker-");
    return new ContainerEngine(
        folder,
        Map.of(),
        List.of(
            "dockerd",
            "--host=unix://" + folder.resolve("socket"),
            "--data-root=" + folder.resolve("data"),
            "--exec-root=" + folder.resolve("exec"),
            "--pidfile=" + folder.resolve("pid"),
            "--bridge=none",
            "--iptables=false",
            "--ip6tables=false",
            "--ip-forward=false",
            "--ip-masq=false"));
  }

  public static ContainerEngine podman() throws IOException {
    Path folder = Files.createTempDirectory("neural-podman-");
    Path settings =
        Files.writeString(
            folder.resolve("containers.conf"),
            """
            [containers]
            default_ulimits = ["nofile=1024:4096", "nproc=4096:4096"]
            """);
    return new ContainerEngine(
        folder,
        Map.of("CONTAINERS_CONF", settings.toString()),
        List.of(
            "podman",
            "--root=" + folder.resolve("data"),
            "--runroot=" + folder.resolve("run"),
            "--tmpdir=" + folder.resolve("tmp"),
            "--cgroup-manager=cgroupfs",
            "--events-backend=file",
            "--runtime=runc",
            "system",
            "service",
            "--time=0",
            "unix://" + folder.resolve("socket")));
  }

  /** Where it listens. */
  public URI socket() {
    return URI.create("unix://" + folder.resolve("socket"));
  }

  /** Starts it, and waits until it listens. */
  public void start() throws IOException {
    Files.deleteIfExists(folder.resolve("socket"));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()));
    builder.environment().putAll(environment);
    process = builder.start();
    Awaitility.await()
        .atMost(PATIENCE)
        .failFast("it ended: see " + folder.resolve("log"), () -> !process.isAlive())
        .until(() -> Files.exists(folder.resolve("socket")));
  }

  /** Ends it as {@code kill -9} does; its containers run on. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      Commands.run(
          List.of(
              "sh",
              "-c",
              "grep -o ' '$1'[^ ]*' /proc/mounts | sort -r | xargs -r umount -l;" + " rm -rf $1",
              "sh",
              folder.toString()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
