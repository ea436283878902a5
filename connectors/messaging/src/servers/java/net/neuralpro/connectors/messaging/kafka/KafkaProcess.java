package net.neuralpro.connectors.messaging.kafka;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.Uuid;
import org.awaitility.Awaitility;

/** A Kafka broker of a test's own, on this computer only. */
public final class KafkaProcess implements AutoCloseable {
  private static final String LIBRARIES = "connectors/messaging/target/kafka/*";

  private final Path folder;
  private final Path settings;
  private final int port;
  private Process process;

  public KafkaProcess(Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    port = freePort();
    int control = freePort();
    settings =
        Files.writeString(
            folder.resolve("server.properties"),
            """
            process.roles=broker,controller
            node.id=1
            controller.quorum.voters=1@127.0.0.1:%2$d
            listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
            advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
            controller.listener.names=CONTROLLER
            log.dirs=%3$s
            offsets.topic.replication.factor=1
            transaction.state.log.replication.factor=1
            transaction.state.log.min.isr=1
            auto.create.topics.enable=false
            """
                .formatted(port, control, folder.resolve("logs")));
    run("kafka.tools.StorageTool", "format", "-t", Uuid.randomUuid().toString(), "-c");
    start();
  }

  private static Path project() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      folder = Objects.requireNonNull(folder.getParent(), "the project's folder has mvnw");
    }
    return folder;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private Process begin(String program, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-cp",
                project().resolve(LIBRARIES).toString(),
                program));
    command.addAll(List.of(arguments));
    command.add(settings.toString());
    Process begun =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(begun::destroyForcibly));
    return begun;
  }

  private void run(String program, String... arguments) throws IOException, InterruptedException {
    Process run = begin(program, arguments);
    if (!run.waitFor(1, TimeUnit.MINUTES) || run.exitValue() != 0) {
      throw new IOException(
          "Cannot run " + program + ": " + Files.readString(folder.resolve("log")));
    }
  }

  public void start() throws IOException {
    process = begin("kafka.Kafka");
    Awaitility.await()
        .atMost(1, TimeUnit.MINUTES)
        .ignoreExceptions()
        .until(
            () -> {
              try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected();
              }
            });
  }

  /** Ends it as {@code kill -9} does. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  public KafkaAddress address() {
    return new KafkaAddress(
        List.of("127.0.0.1:" + port), Optional.empty(), 1, Duration.ofSeconds(10));
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
