package net.neuralpro.connectors.chain.sending;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.neuralpro.connectors.chain.deployment.Deployment;
import org.web3j.crypto.Hash;

/** The names of the contracts' errors, by the first four bytes of what they answer. */
final class RevertReasons {
  private static final int SELECTOR = 10;
  private static final Map<String, String> NAMES = names();

  private RevertReasons() {}

  /**
   * The name of an error.
   *
   * @param data what the contract answered, with 0x
   */
  static Optional<String> name(String data) {
    return data.length() < SELECTOR
        ? Optional.empty()
        : Optional.ofNullable(NAMES.get(data.substring(0, SELECTOR)));
  }

  private static Map<String, String> names() {
    Map<String, String> names = new HashMap<>();
    try {
      for (String contract : Deployment.CONTRACTS) {
        String resource = "/net/neuralpro/connectors/chain/contracts/" + contract + ".abi";
        try (InputStream in = RevertReasons.class.getResourceAsStream(resource)) {
          for (JsonNode each : new ObjectMapper().readTree(in)) {
            if (each.path("type").asText().equals("error")) {
              names.put(selector(each), each.path("name").asText());
            }
          }
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("Every build has the interfaces of the contracts", e);
    }
    return names;
  }

  private static String selector(JsonNode error) {
    List<String> types = new ArrayList<>();
    error.path("inputs").forEach(input -> types.add(input.path("type").asText()));
    String form = error.path("name").asText() + "(" + String.join(",", types) + ")";
    return Hash.sha3String(form).substring(0, SELECTOR);
  }
}
