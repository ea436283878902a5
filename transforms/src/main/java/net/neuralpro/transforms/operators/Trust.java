package net.neuralpro.transforms.operators;

/** Where an operator may run. */
public enum Trust {
  /** A pure function over bytes that operators made: it may run in this process. */
  PURE,
  /** It hands foreign bytes to native code or to a parser: it runs in a restricted process. */
  FOREIGN
}
