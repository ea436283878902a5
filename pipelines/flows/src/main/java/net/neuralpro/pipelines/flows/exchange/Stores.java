package net.neuralpro.pipelines.flows.exchange;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import net.neuralpro.connectors.storage.BlockOrigin;
import net.neuralpro.connectors.storage.ContentStore;
import net.neuralpro.connectors.storage.embedded.AtomicFile;
import net.neuralpro.connectors.storage.embedded.Workspace;
import net.neuralpro.connectors.storage.gateway.GatewayOrigin;
import net.neuralpro.connectors.storage.http.Reach;
import net.neuralpro.connectors.storage.kubo.KuboSettings;
import net.neuralpro.connectors.storage.kubo.KuboStore;
import net.neuralpro.connectors.storage.s3.S3ContentStore;
import net.neuralpro.connectors.storage.s3.S3Location;
import net.neuralpro.pipelines.flows.exchange.Publication.Audience;
import net.neuralpro.pipelines.flows.exchange.StorageSettings.Gateway;
import net.neuralpro.pipelines.flows.exchange.StorageSettings.Kubo;
import net.neuralpro.pipelines.flows.exchange.StorageSettings.Place;
import net.neuralpro.pipelines.flows.exchange.StorageSettings.S3;
import net.neuralpro.schemas.content.Cid;

/** The stores that a command names: those of the settings, addresses, and the workspace's own. */
public record Stores(Workspace workspace, StorageSettings settings) {
  /** What the workspace's own store is called. */
  public static final String OWN = "store";

  private static final String USUAL_REGION = "us-east-1";

  /** The stores that a workspace knows. */
  public static Stores of(Workspace workspace) throws IOException {
    return new Stores(workspace, StorageSettings.read(workspace.home()));
  }

  /**
   * Where something is sent.
   *
   * @param audience who gets it there; nobody but the owner of the workspace if empty
   */
  public record Target(String name, Optional<Audience> audience, Opening opening) {
    /** Opens it. */
    public ContentStore open() throws IOException {
      return opening.open();
    }
  }

  /** Opens a store when it is needed. */
  @FunctionalInterface
  public interface Opening {
    ContentStore open() throws IOException;
  }

  /** The store that was named, or the one that the settings say. */
  public Target target(Optional<String> named) throws IOException {
    String name =
        named
            .or(settings::push)
            .orElseThrow(
                () ->
                    new IOException(
                        "Cannot tell where to send it: name a store by --to, or set 'push' in "
                            + workspace.home().resolve(StorageSettings.FILE)));
    if (name.equals(OWN)) {
      return new Target(name, Optional.empty(), workspace::contents);
    }
    if (isAddress(name)) {
      KuboSettings node = KuboSettings.local(URI.create(name));
      return new Target(name, Optional.of(Audience.EVERYBODY), () -> KuboStore.open(node));
    }
    Place place = place(name);
    if (place instanceof Kubo kubo) {
      return new Target(name, Optional.of(kubo.audience()), () -> KuboStore.open(settings(kubo)));
    }
    if (place instanceof S3 bucket) {
      return new Target(
          name,
          Optional.of(bucket.audience()),
          () -> S3ContentStore.open(location(bucket), workspace.home().resolve("staging")));
    }
    throw new IOException("Cannot send to '" + name + "': a gateway is only read");
  }

  /** Whence to pull: what was named; else the workspace's store, then what the settings say. */
  public List<BlockOrigin> origins(List<String> named) throws IOException {
    List<BlockOrigin> origins = new ArrayList<>();
    if (named.isEmpty()) {
      origins.add(own());
    }
    for (String name : named.isEmpty() ? settings.pull() : named) {
      origins.add(origin(name));
    }
    return origins;
  }

  private BlockOrigin own() throws IOException {
    return new StoredOrigin("the workspace's store", workspace.blocks());
  }

  private BlockOrigin origin(String name) throws IOException {
    if (name.equals(OWN)) {
      return own();
    }
    if (isAddress(name)) {
      return GatewayOrigin.at(URI.create(name), Reach.ANY);
    }
    Place place = place(name);
    if (place instanceof Gateway gateway) {
      return GatewayOrigin.at(gateway.address(), gateway.reach());
    }
    if (place instanceof Kubo kubo) {
      return KuboStore.open(settings(kubo));
    }
    return new StoredOrigin(name, target(Optional.of(name)).open().blocks());
  }

  private static boolean isAddress(String name) {
    return name.startsWith("http://") || name.startsWith("https://");
  }

  private Place place(String name) throws IOException {
    Place place = settings.stores().get(name);
    if (place == null) {
      throw new IOException(
          "Cannot find store '%s': it is none of %s in %s, no address and not 'store'"
              .formatted(
                  name,
                  settings.stores().keySet(),
                  workspace.home().resolve(StorageSettings.FILE)));
    }
    return place;
  }

  private static KuboSettings settings(Kubo kubo) {
    return new KuboSettings(kubo.api(), kubo.authorization());
  }

  private static S3Location location(S3 bucket) {
    return new S3Location(
        bucket.bucket(),
        bucket.prefix(),
        bucket.region().orElse(USUAL_REGION),
        bucket.endpoint(),
        bucket.endpoint().isPresent() ? S3Location.Addressing.PATH : S3Location.Addressing.HOST,
        bucket.profile());
  }

  /** Remembers what was pinned in a store, so that it can be looked at again. */
  public void remember(String store, Cid folder) throws IOException {
    AtomicFile.write(
        pushed(store).resolve(folder.toString()), store.getBytes(StandardCharsets.UTF_8));
  }

  /** What was pinned in a store. */
  public SortedSet<Cid> remembered(String store) throws IOException {
    SortedSet<Cid> folders = new TreeSet<>();
    if (Files.isDirectory(pushed(store))) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(pushed(store), "b*")) {
        files.forEach(file -> folders.add(Cid.parse(file.getFileName().toString())));
      }
    }
    return folders;
  }

  private Path pushed(String store) {
    return workspace
        .home()
        .resolve("catalogue")
        .resolve("pushed")
        .resolve(store.replaceAll("[^a-z0-9-]+", "-"));
  }
}
