package net.neuralpro.noderunner.sandbox;

/** How a task ended. */
public sealed interface SandboxEnd {
  /** The program ended by itself. */
  record Exited(int code) implements SandboxEnd {}

  /** It was ended by a signal, of its own or of the kernel's. */
  record Signalled(int signal) implements SandboxEnd {}

  /** It wanted more memory than it may have. */
  record OutOfMemory() implements SandboxEnd {}

  /** It took longer than it may. */
  record TimedOut() implements SandboxEnd {}

  /** Whether it did what it should. */
  default boolean succeeded() {
    return this instanceof Exited exited && exited.code() == 0;
  }

  /** What the exit code of an engine says, which adds the number of a signal to 128. */
  static SandboxEnd ofExitCode(int code) {
    return code > 128 && code <= 128 + 64 ? new Signalled(code - 128) : new Exited(code);
  }
}
