package net.neuralpro.connectors.storage.kubo;

/** How much a pin keeps. */
public enum PinScope {
  /** A block and all that it links to. */
  GRAPH("recursive"),
  /** One block. */
  BLOCK("direct");

  private final String type;

  PinScope(String type) {
    this.type = type;
  }

  /** What Kubo calls it. */
  String type() {
    return type;
  }
}
