package net.neuralpro.connectors.storage.s3;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStore;
import org.jclouds.blobstore.BlobStoreContext;

/** A real S3 server over a folder, in a process of its own that can be killed. */
final class S3ServerProcess implements AutoCloseable {
  private final Process process;
  private final int port;

  private S3ServerProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static S3ServerProcess start(Path folder) throws IOException {
    System.setProperty("aws.accessKeyId", "an-identity");
    System.setProperty("aws.secretAccessKey", "a-secret");
    Path log = Files.createTempFile(folder.getParent(), "server", ".log");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                S3ServerProcess.class.getName(),
                folder.toString())
            .redirectError(log.toFile())
            .start();
    String line = process.inputReader(StandardCharsets.UTF_8).readLine();
    if (line == null) {
      throw new IOException("The server did not start: " + Files.readString(log));
    }
    return new S3ServerProcess(process, Integer.parseInt(line));
  }

  S3Location location() {
    return S3Server.location(port);
  }

  /** Ends it as {@code kill -9} does. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }

  /** Serves a folder until it is ended; says its port on the first line. */
  public static void main(String[] arguments) throws Exception {
    Properties properties = new Properties();
    properties.setProperty("jclouds.filesystem.basedir", arguments[0]);
    BlobStore store =
        ContextBuilder.newBuilder("filesystem")
            .credentials("an-identity", "a-secret")
            .overrides(properties)
            .build(BlobStoreContext.class)
            .getBlobStore();
    store.createContainerInLocation(null, S3Server.BUCKET);
    S3Proxy server =
        S3Proxy.builder()
            .blobStore(store)
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, "an-identity", "a-secret")
            .ignoreUnknownHeaders(true)
            .build();
    server.start();
    System.out.println(server.getPort());
    System.out.flush();
    Thread.currentThread().join();
  }
}
