package net.neuralpro.transforms.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How a worker is held, by the tools of util-linux: no network ({@code unshare}), limits on memory,
 * files and core dumps ({@code prlimit}), no capabilities, no new privileges, another user where we
 * are root, and its end with ours ({@code setpriv}). What this computer cannot do is left out and
 * named in {@link #missing}.
 *
 * @param wrappers commands that each start the next
 * @param missing what is not restricted, in words
 */
public record Restriction(List<List<String>> wrappers, List<String> missing) {
  /** The user and group of nobody. */
  private static final int NOBODY = 65534;

  /** Enough for every jar of a class path, of which each is an open file. */
  private static final int MOST_FILES = 2048;

  public Restriction {
    wrappers = List.copyOf(wrappers);
    missing = List.copyOf(missing);
  }

  /** What can be had on this computer, found out by trying. */
  public static Restriction ofThisComputer() throws IOException, InterruptedException {
    boolean root = isRoot();
    List<List<String>> wrappers = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    List<String> network =
        root
            ? List.of("unshare", "--net", "--ipc", "--uts", "--")
            : List.of("unshare", "--user", "--net", "--ipc", "--uts", "--");
    tryOut(network, "network access (unshare is refused)", wrappers, missing);
    List<String> privileges =
        new ArrayList<>(
            List.of("setpriv", "--no-new-privs", "--inh-caps=-all", "--pdeathsig", "KILL"));
    if (root) {
      privileges.addAll(
          List.of(
              "--bounding-set=-all", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
    } else {
      missing.add("reading the files of this user (only root can start workers as nobody)");
    }
    privileges.add("--");
    tryOut(privileges, "privileges (setpriv is refused)", wrappers, missing);
    return new Restriction(wrappers, missing);
  }

  private static boolean isRoot() throws IOException {
    return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
  }

  private static void tryOut(
      List<String> wrapper, String otherwise, List<List<String>> wrappers, List<String> missing)
      throws InterruptedException {
    List<String> command = new ArrayList<>(wrapper);
    command.add("true");
    if (succeeds(command)) {
      wrappers.add(wrapper);
    } else {
      missing.add(otherwise);
    }
  }

  private static boolean succeeds(List<String> command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether workers run as another user than we. */
  boolean changesUser() {
    return wrappers.stream().flatMap(List::stream).anyMatch(("--reuid=" + NOBODY)::equals);
  }

  /** Gives a folder to the user that workers run as. */
  void give(Path folder) throws IOException {
    if (changesUser()) {
      Files.setAttribute(folder, "unix:uid", NOBODY, LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(folder, "unix:gid", NOBODY, LinkOption.NOFOLLOW_LINKS);
    }
  }

  /** What stands before the worker's own command. */
  List<String> prefix(WorkerLimits limits) {
    List<String> prefix = new ArrayList<>();
    wrappers.stream().limit(Math.max(0, wrappers.size() - 1)).forEach(prefix::addAll);
    prefix.addAll(
        List.of(
            "prlimit",
            "--core=0",
            "--nofile=" + MOST_FILES,
            "--fsize=" + limits.output(),
            "--data=" + limits.memory(),
            "--"));
    if (!wrappers.isEmpty()) {
      prefix.addAll(wrappers.get(wrappers.size() - 1));
    }
    return prefix;
  }
}
