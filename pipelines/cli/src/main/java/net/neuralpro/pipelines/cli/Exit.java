package net.neuralpro.pipelines.cli;

/** What the exit codes of {@code neural} say. */
final class Exit {
  /** All went well. */
  static final int OK = 0;

  /** Something failed that was not foreseen. */
  static final int INTERNAL = 1;

  /** The command line cannot be understood. */
  static final int USAGE = 2;

  /** The input was rejected: nothing of it could be used. */
  static final int REJECTED = 3;

  /** A dataset is not what its root says. */
  static final int ALTERED = 4;

  /** A file, folder or disk cannot be read or written. */
  static final int STORAGE = 5;

  /** A chain cannot be reached, is not as it should be, or refuses something. */
  static final int CHAIN = 6;

  private Exit() {}
}
