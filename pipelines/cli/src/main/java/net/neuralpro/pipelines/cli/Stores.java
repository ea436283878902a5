package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import net.neuralpro.connectors.storage.BlockOrigin;
import net.neuralpro.connectors.storage.embedded.Workspace;
import net.neuralpro.connectors.storage.gateway.GatewayOrigin;
import net.neuralpro.connectors.storage.http.Reach;
import net.neuralpro.pipelines.flows.exchange.StorageSettings;
import net.neuralpro.pipelines.flows.exchange.StorageSettings.Gateway;
import net.neuralpro.pipelines.flows.exchange.StorageSettings.Place;
import net.neuralpro.pipelines.flows.exchange.StoredOrigin;

/** The stores that a command names: those of the settings, addresses, and the workspace's own. */
record Stores(Workspace workspace, StorageSettings settings) {
  /** What the workspace's own store is called. */
  static final String OWN = "store";

  static Stores of(Workspace workspace) throws IOException {
    return new Stores(workspace, StorageSettings.read(workspace.home()));
  }

  /** Whence to pull: the workspace's store first, then what was named or set. */
  List<BlockOrigin> origins(List<String> named) throws IOException {
    List<BlockOrigin> origins = new ArrayList<>();
    for (String name : named.isEmpty() ? settings.pull() : named) {
      origins.add(origin(name));
    }
    if (named.isEmpty()) {
      origins.add(0, own());
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
    if (name.startsWith("http://") || name.startsWith("https://")) {
      return GatewayOrigin.at(URI.create(name), Reach.ANY);
    }
    Place place = settings.stores().get(name);
    if (place instanceof Gateway gateway) {
      return GatewayOrigin.at(gateway.address(), gateway.reach());
    }
    throw new IOException(
        "Cannot find store '%s': name a gateway as https://host, or one of %s of %s"
            .formatted(
                name, settings.stores().keySet(), workspace.home().resolve(StorageSettings.FILE)));
  }
}
