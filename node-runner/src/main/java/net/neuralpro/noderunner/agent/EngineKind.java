package net.neuralpro.noderunner.agent;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import net.neuralpro.noderunner.sandbox.SandboxException;

/** What may hold a node's tasks, from the tightest to the loosest that needs the least. */
public enum EngineKind {
  /** Containers without a daemon; needs root on Linux. */
  RUNC,
  /** Containers of a Docker daemon. */
  DOCKER,
  /** Containers of a Podman service. */
  PODMAN,
  /** Processes in namespaces of their own; without root not all limits hold. */
  BUBBLEWRAP,
  /** Restricted processes: no image, so that strangers' images are never run. */
  PROCESS;

  /** What it is called in settings and claims. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The kind of that name.
   *
   * @throws SandboxException NODE-ENGINE if there is none
   */
  public static EngineKind of(String word) throws SandboxException {
    for (EngineKind kind : values()) {
      if (kind.word().equals(word)) {
        return kind;
      }
    }
    throw new SandboxException(
        "NODE-ENGINE",
        "Cannot hold tasks by '%s': one of %s"
            .formatted(
                word,
                Arrays.stream(values()).map(EngineKind::word).collect(Collectors.joining(", "))));
  }
}
