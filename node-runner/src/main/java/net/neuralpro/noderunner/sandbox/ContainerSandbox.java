package net.neuralpro.noderunner.sandbox;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.exception.InternalServerErrorException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.Ulimit;
import com.github.dockerjava.api.model.Version;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The engine of containers: Docker, or Podman, which speaks the same language. The engine must run
 * on this computer, since tasks are given folders of it. Tasks that were running when this program
 * was ended are ended and swept away when it is opened again.
 */
public final class ContainerSandbox extends Engine implements Closeable {
  private static final String NOBODY = "65534:65534";
  private static final String REPOSITORY = "neural-sandbox";
  private static final String LABEL = "net.neuralpro.sandbox";
  private static final String DIGEST = "sha256:";
  private static final int OPEN_FILES = 1024;

  /** Of all tasks together; Podman would want more than its own limit, which it may not raise. */
  private static final int PROCESSES = 4096;

  private static final long PERIOD = 100_000;
  private static final int THOUSANDTHS = 1000;
  private static final int CONNECTIONS = 1000;
  private static final int ATTEMPTS = 3;

  private final DockerClient client;
  private final String label;
  private final Path folder;
  private final String profile;
  private final boolean podman;
  private final boolean groups;

  private ContainerSandbox(Path folder, DockerClient client) throws IOException {
    super(folder);
    this.client = client;
    this.folder = folder.toAbsolutePath();
    label = this.folder.toString();
    podman = isPodman(client.versionCmd().exec());
    groups =
        podman
            && Commands.isRoot()
            && "cgroupfs".equals(client.infoCmd().exec().getCGroupDriver())
            && ControlGroup.canBeMade();
    profile = "seccomp=" + (podman ? profileFile() : OciBundle.seccomp());
  }

  /**
   * Opens the engine.
   *
   * @param folder its own: no other program uses it at the same time
   * @param socket where the engine listens, as {@code unix:///var/run/docker.sock}
   * @throws SandboxException SANDBOX-ENGINE if the engine does not answer
   */
  public static ContainerSandbox open(Path folder, URI socket)
      throws IOException, InterruptedException {
    DefaultDockerClientConfig settings =
        DefaultDockerClientConfig.createDefaultConfigBuilder()
            .withDockerHost(socket.toString())
            .withDockerTlsVerify(false)
            .build();
    DockerClient client =
        DockerClientImpl.getInstance(
            settings,
            new ZerodepDockerHttpClient.Builder()
                .dockerHost(socket)
                .maxConnections(CONNECTIONS)
                .build());
    try {
      ContainerSandbox sandbox = new ContainerSandbox(folder, client);
      sandbox.removeAll();
      sandbox.sweep();
      return sandbox;
    } catch (RuntimeException e) {
      client.close();
      throw failed("reach the engine at " + socket, e);
    }
  }

  private static boolean isPodman(Version version) {
    return Optional.ofNullable(version.getComponents()).stream()
        .flatMap(List::stream)
        .anyMatch(component -> component.getName().startsWith("Podman"));
  }

  private Path profileFile() throws IOException {
    return Files.writeString(folder.resolve("seccomp.json"), OciBundle.seccomp().toString());
  }

  static SandboxException failed(String what, RuntimeException e) {
    return new SandboxException(
        "SANDBOX-ENGINE", "Cannot %s: %s".formatted(what, String.valueOf(e.getMessage()).strip()));
  }

  @Override
  public String name() {
    return podman ? "podman" : "docker";
  }

  @Override
  public List<String> lacks() {
    return TaskFolder.lacks();
  }

  private void removeAll() throws IOException {
    for (Container left :
        client.listContainersCmd().withShowAll(true).withLabelFilter(Map.of(LABEL, label)).exec()) {
      end(left.getId());
    }
  }

  @Override
  void end(String id) throws IOException {
    remove(client, id);
  }

  /** Removes a container if it is there; an engine may stumble over one that ends meanwhile. */
  static void remove(DockerClient client, String id) throws IOException {
    for (int left = ATTEMPTS; ; left--) {
      try {
        client.removeContainerCmd(id).withForce(true).exec();
        return;
      } catch (NotFoundException e) {
        return;
      } catch (RuntimeException e) {
        if (left == 1 || !(e instanceof InternalServerErrorException)) {
          throw failed("remove the container " + id, e);
        }
      }
    }
  }

  @Override
  SandboxProgram start(String id, SandboxTask task, TaskFolder files)
      throws IOException, InterruptedException {
    Optional<ControlGroup> group =
        groups ? Optional.of(new ControlGroup("/" + id)) : Optional.empty();
    if (group.isPresent()) {
      group.get().makeToHold();
    }
    ContainerProgram program = new ContainerProgram(client, id, group, task.limits());
    try {
      String image = image(task.image());
      create(image, id, task, files, group);
      program.start();
      return program;
    } catch (RuntimeException e) {
      program.close();
      throw failed("start a container", e);
    } catch (IOException | InterruptedException e) {
      program.close();
      throw e;
    }
  }

  /** The engine's name of an image, which is given to it unless it has it. */
  private synchronized String image(SandboxImage image) throws IOException {
    String reference = REPOSITORY + ":" + image.digest().substring(DIGEST.length());
    try {
      client.inspectImageCmd(reference).exec();
    } catch (NotFoundException e) {
      try (RootArchive archive = RootArchive.of(image.root(), reference, folder);
          InputStream in = archive.read()) {
        client.loadImageCmd(in).exec();
      }
    }
    return reference;
  }

  private void create(
      String image, String id, SandboxTask task, TaskFolder files, Optional<ControlGroup> group) {
    List<String> environment = new ArrayList<>();
    task.environment().forEach((name, value) -> environment.add(name + "=" + value));
    CreateContainerCmd command =
        client
            .createContainerCmd(image)
            .withName(id)
            .withLabels(Map.of(LABEL, label))
            .withCmd(task.command())
            .withEnv(environment)
            .withUser(NOBODY)
            .withWorkingDir("/task")
            .withHostName("task")
            .withNetworkDisabled(true)
            .withStdinOpen(true)
            .withAttachStdin(true)
            .withAttachStdout(true)
            .withAttachStderr(true)
            .withHostConfig(restrictions(task, files, group));
    command.exec();
  }

  private HostConfig restrictions(
      SandboxTask task, TaskFolder files, Optional<ControlGroup> group) {
    SandboxLimits limits = task.limits();
    HostConfig host =
        HostConfig.newHostConfig()
            .withNetworkMode("none")
            .withIpcMode("none")
            .withReadonlyRootfs(true)
            .withCapDrop(Capability.ALL)
            .withSecurityOpts(List.of("no-new-privileges", profile))
            .withMemory(limits.memory())
            .withMemorySwap(limits.memory())
            .withPidsLimit((long) limits.processes())
            .withCpuPeriod(PERIOD)
            .withCpuQuota(PERIOD * limits.processors() / THOUSANDTHS)
            .withLogConfig(new LogConfig(LogConfig.LoggingType.NONE))
            .withUlimits(
                List.of(
                    new Ulimit("nofile", OPEN_FILES, OPEN_FILES),
                    new Ulimit("nproc", PROCESSES, PROCESSES),
                    new Ulimit("core", 0, 0),
                    new Ulimit("memlock", 0, 0),
                    new Ulimit("msgqueue", 0, 0)))
            .withMounts(
                List.of(
                    bind(files.scratch(), "/tmp").withReadOnly(false),
                    bind(task.given(), "/task").withReadOnly(true),
                    bind(files.outputs(), "/task/outputs").withReadOnly(false)));
    return group.isEmpty() ? host : host.withCgroupParent(group.get().name());
  }

  private static Mount bind(Path source, String target) {
    return new Mount()
        .withType(MountType.BIND)
        .withSource(source.toAbsolutePath().toString())
        .withTarget(target);
  }

  /** Lets go of the engine. */
  @Override
  public void close() throws IOException {
    client.close();
  }
}
