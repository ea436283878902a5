package net.neuralpro.connectors.storage.kubo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.neuralpro.connectors.storage.StorageException;

/**
 * Which Kubo a node is.
 *
 * @param text as it calls itself
 */
record KuboVersion(String text) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})\\..{0,60}");

  /** The first one that knows the profile, and all parameters that are sent. */
  private static final int MINOR = 40;

  /**
   * Asks a node.
   *
   * @throws StorageException KUBO-VERSION if it is too old
   */
  static KuboVersion of(KuboApi api) throws IOException {
    JsonNode answer = api.ask(KuboCall.of("version"), KuboAnswer::only);
    String text = KuboAnswer.text(answer, "Version");
    Matcher version = FORM.matcher(text);
    if (!version.matches()
        || Integer.parseInt(version.group(1)) == 0 && Integer.parseInt(version.group(2)) < MINOR) {
      throw new StorageException(
          "KUBO-VERSION",
          "Cannot use %s: it is version %s; Kubo 0.%d or newer is needed"
              .formatted(api.name(), KuboAnswer.shown(text), MINOR));
    }
    return new KuboVersion(text);
  }
}
