package net.neuralpro.connectors.messaging;

/**
 * Work in a consumer's hands.
 *
 * @param work what is to be done
 * @param attempt how often the queue remembers having handed it out, from 1
 * @param token what tells this hand-out from every other one, also of a queue that lost its memory
 */
public record Held(Work work, int attempt, String token) {
  public Held {
    if (attempt < 1 || token.isEmpty()) {
      throw new IllegalArgumentException("Cannot hold work without an attempt and a token");
    }
  }
}
