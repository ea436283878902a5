package net.neuralpro.connectors.storage.s3;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import net.neuralpro.connectors.storage.s3.S3Location.Addressing;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStore;
import org.jclouds.blobstore.BlobStoreContext;
import org.jclouds.blobstore.domain.StorageMetadata;
import org.jclouds.blobstore.options.ListContainerOptions;

/** A real S3 server over a store in memory, on a free port of the loopback address. */
final class S3Server implements AutoCloseable {
  static final String BUCKET = "neural-test";

  private final BlobStoreContext context;
  private final BlobStore store;
  private final S3Proxy server;

  private S3Server(BlobStoreContext context, BlobStore store, S3Proxy server) {
    this.context = context;
    this.store = store;
    this.server = server;
  }

  /** What a server does with headers that it does not know. */
  enum Vendor {
    /** As Amazon's: it knows conditional puts, and passes over what else is new. */
    MODERN,
    /** It refuses whatever it does not know. */
    STRICT
  }

  static S3Server start(Vendor vendor) throws Exception {
    System.setProperty("aws.accessKeyId", "an-identity");
    System.setProperty("aws.secretAccessKey", "a-secret");
    BlobStoreContext context =
        ContextBuilder.newBuilder("transient")
            .credentials("an-identity", "a-secret")
            .build(BlobStoreContext.class);
    BlobStore store = context.getBlobStore();
    store.createContainerInLocation(null, BUCKET);
    S3Proxy server =
        S3Proxy.builder()
            .blobStore(store)
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, "an-identity", "a-secret")
            .ignoreUnknownHeaders(vendor == Vendor.MODERN)
            .build();
    server.start();
    return new S3Server(context, store, server);
  }

  int port() {
    return server.getPort();
  }

  S3Location location() {
    return location(port());
  }

  static S3Location location(int port) {
    return new S3Location(
        BUCKET,
        "some/prefix/",
        "us-east-1",
        Optional.of(URI.create("http://127.0.0.1:" + port)),
        Addressing.PATH,
        Optional.empty());
  }

  /** Puts other bytes in the place of an object. */
  void alter(String key, byte[] bytes) {
    store.putBlob(BUCKET, store.blobBuilder(key).payload(bytes).build());
  }

  /** The names of all objects. */
  List<String> keys() {
    return store.list(BUCKET, ListContainerOptions.Builder.recursive()).stream()
        .map(StorageMetadata::getName)
        .sorted()
        .toList();
  }

  @Override
  public void close() throws Exception {
    server.stop();
    context.close();
  }
}
