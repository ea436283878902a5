package net.neuralpro.connectors.storage.kubo;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import net.neuralpro.connectors.storage.StorageException;

/**
 * Where a Kubo node is and how long to wait for it. Whoever may call the API of a node may change
 * all of it, so an address beyond this computer is used only where somebody wrote it down.
 *
 * @param api the address of its RPC API, without a path
 * @param authorisation a file with the secret that the node asks for, as in its settings: {@code
 *     bearer:TOKEN} or {@code basic:USER:PASSWORD} on one line
 * @param patience how long it may be silent, in the middle of a call too, before it is given up
 * @param search how long it may look on its network for one block that it does not have
 */
public record KuboSettings(
    URI api, Optional<Path> authorisation, Duration patience, Duration search) {
  /** Where Kubo listens if nobody told it otherwise. */
  public static final URI USUAL_API = URI.create("http://127.0.0.1:5001");

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration SEARCH = Duration.ofSeconds(30);

  public KuboSettings {
    String scheme = Optional.ofNullable(api.getScheme()).orElse("").toLowerCase(Locale.ROOT);
    String path = Optional.ofNullable(api.getPath()).orElse("");
    if (!(scheme.equals("http") || scheme.equals("https"))
        || api.getHost() == null
        || api.getUserInfo() != null
        || api.getQuery() != null
        || api.getFragment() != null
        || !(path.isEmpty() || path.equals("/"))) {
      throw new IllegalArgumentException(
          "Cannot use '"
              + api
              + "' as the API of an IPFS node: it must look like "
              + USUAL_API
              + "; a secret belongs into a file");
    }
    api = URI.create(scheme + "://" + api.getRawAuthority());
    if (patience.toMillis() <= 0 || search.toMillis() <= 0) {
      throw new IllegalArgumentException("Cannot wait for an IPFS node for no time at all");
    }
  }

  /** A node that is configured, wherever it is. */
  public KuboSettings(URI api, Optional<Path> authorisation) {
    this(api, authorisation, PATIENCE, SEARCH);
  }

  /**
   * A node on this computer that asks for no secret.
   *
   * @throws StorageException KUBO-ADDRESS if the address is another computer's
   */
  public static KuboSettings local(URI api) throws StorageException {
    KuboSettings settings = new KuboSettings(api, Optional.empty());
    if (!settings.isLocal()) {
      throw new StorageException(
          "KUBO-ADDRESS",
          "Cannot use the IPFS node at "
              + api
              + ": it is not on this computer; perhaps name it among the stores of the"
              + " configuration file");
    }
    return settings;
  }

  /** Whether the address is this computer's by its form; no name is looked up. */
  boolean isLocal() {
    String host = api.getHost().toLowerCase(Locale.ROOT);
    return host.equals("localhost")
        || host.equals("[::1]")
        || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
  }

  /** What messages call the node. */
  String name() {
    return "the IPFS node at " + api;
  }
}
