package net.neuralpro.noderunner.sandbox;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What came of a task; its outputs are in the folder that was given for them.
 *
 * @param end how it ended
 * @param log the last that it printed, of at most {@value #MAX_LOG} bytes
 * @param outputs the SHA-256 of each output by its path, in hexadecimal digits; none if it failed
 */
public record SandboxRun(SandboxEnd end, String log, SortedMap<String, String> outputs) {
  /** How much of what a program prints is kept. */
  public static final int MAX_LOG = 64 << 10;

  public SandboxRun {
    outputs = Collections.unmodifiableSortedMap(new TreeMap<>(outputs));
  }
}
