package net.neuralpro.pipelines.flows.submit;

/** Is told how many bytes of the files were read. */
@FunctionalInterface
public interface SubmissionProgress {
  /** Nobody is told. */
  SubmissionProgress NONE = bytes -> {};

  /** So many more bytes were read. */
  void read(long bytes);
}
