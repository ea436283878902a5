package net.neuralpro.connectors.chain.rpc;

import com.fasterxml.jackson.databind.JsonNode;

/** What a node says, fit to be shown: one line, and not a long one. */
public final class Words {
  private static final int MAX_LETTERS = 500;

  private Words() {}

  static String of(JsonNode error) {
    return of(error.path("message").asText("no answer"));
  }

  /** Words of a stranger. */
  public static String of(String text) {
    String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
    return line.length() <= MAX_LETTERS ? line : line.substring(0, MAX_LETTERS) + "…";
  }
}
