package net.neuralpro.pipelines.cli;

/** Says, when a person ends the process, that nothing of what was done is lost. */
final class Interruption implements AutoCloseable {
  private final Thread hook;

  /** From here on, an end of the process is told as this. */
  Interruption(String message) {
    hook = new Thread(() -> System.err.println("\n" + message), "interruption");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** The end of the process is no longer worth telling. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      Thread.currentThread().interrupt();
    }
  }
}
