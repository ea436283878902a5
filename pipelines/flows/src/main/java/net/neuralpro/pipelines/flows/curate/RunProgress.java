package net.neuralpro.pipelines.flows.curate;

/**
 * Is told how far a run has come. The turns of a part are known when it begins; a recording that is
 * rejected takes all that it had left at once. Called by several threads.
 */
public interface RunProgress {
  /** Nobody is told. */
  RunProgress NONE =
      new RunProgress() {
        @Override
        public void begins(Part part, long turns) {}

        @Override
        public void taken(long turns, String operator) {}
      };

  /** A part of a run. */
  enum Part {
    /** The operators that see one recording, and those that decide what is in the dataset. */
    RECORDINGS,
    /** The files of the dataset, and its manifest. */
    FILES
  }

  /** A part begins, which has so many turns in all. */
  void begins(Part part, long turns);

  /** So many more turns of the part were taken, the last of them by this operator. */
  void taken(long turns, String operator);
}
