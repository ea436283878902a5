package net.neuralpro.noderunner.sandbox;

/**
 * What came of a task; its outputs are in the folder that was given for them.
 *
 * @param end how it ended
 * @param log the last that it printed, of at most {@value #MAX_LOG} bytes
 */
public record SandboxRun(SandboxEnd end, String log) {
  /** How much of what a program prints is kept. */
  public static final int MAX_LOG = 64 << 10;
}
