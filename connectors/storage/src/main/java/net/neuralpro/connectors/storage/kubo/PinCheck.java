package net.neuralpro.connectors.storage.kubo;

/** How closely pins are looked at. */
public enum PinCheck {
  /** Whether all blocks are there: the node reads them and we read nothing. */
  PRESENCE,
  /** Whether all bytes are those of their identifiers too: we read all of them. */
  BYTES
}
