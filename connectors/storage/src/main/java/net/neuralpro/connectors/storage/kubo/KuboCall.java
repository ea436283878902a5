package net.neuralpro.connectors.storage.kubo;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A command of the RPC API with its parameters and, for some, a body.
 *
 * @param command such as {@code block/get}
 * @param query the parameters, encoded
 * @param body what is sent
 * @param repeat whether it may be sent again
 */
record KuboCall(String command, String query, Optional<MultipartBody> body, Repeat repeat) {
  /** What to do when a call fails and nobody knows how far it came. */
  enum Repeat {
    /** Done twice is done once. */
    SAFE,
    /** It cannot be sent again, because what it sends is gone. */
    NEVER
  }

  static KuboCall of(String command) {
    return new KuboCall(command, "", Optional.empty(), Repeat.SAFE);
  }

  KuboCall with(String parameter, Object value) {
    String pair =
        URLEncoder.encode(parameter, StandardCharsets.UTF_8)
            + "="
            + URLEncoder.encode(value.toString(), StandardCharsets.UTF_8);
    return new KuboCall(command, query.isEmpty() ? pair : query + "&" + pair, body, repeat);
  }

  /** The same for what the node has, without looking on its network. */
  KuboCall offline() {
    return with("offline", true);
  }

  KuboCall sending(MultipartBody parts, Repeat again) {
    return new KuboCall(command, query, Optional.of(parts), again);
  }

  URI at(URI api) {
    return URI.create(api + "/api/v0/" + command + (query.isEmpty() ? "" : "?" + query));
  }
}
