package net.neuralpro.noderunner.sandbox;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** An engine of containers with a socket and folders of its own, for as long as tests need it. */
public record ContainerEngine(Process process, URI socket, Path folder) implements Closeable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  public static ContainerEngine docker() throws IOException {
    Path folder = Files.createTempDirectory("neural-docker-");
    return start(
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
    return start(
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

  private static ContainerEngine start(
      Path folder, Map<String, String> environment, List<String> command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(new ArrayList<>(command))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    Path socket = folder.resolve("socket");
    Awaitility.await()
        .atMost(PATIENCE)
        .failFast("it ended: see " + folder.resolve("log"), () -> !process.isAlive())
        .until(() -> Files.exists(socket));
    return new ContainerEngine(process, URI.create("unix://" + socket), folder);
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
