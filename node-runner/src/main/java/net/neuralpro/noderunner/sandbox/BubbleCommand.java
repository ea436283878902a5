package net.neuralpro.noderunner.sandbox;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The command that starts a task under bubblewrap: a shell that opens what must be handed over as a
 * descriptor, and becomes bubblewrap, whose process becomes the task's. Whoever is root gives up
 * being so before, since a task of root could change the kernel's settings through {@code /proc}.
 */
final class BubbleCommand {
  private static final String NOBODY = "65534";

  /** Descriptors: the filter of system calls, and where bubblewrap tells its child's number. */
  private static final String HANDED_OVER = " 9<\"$filter\" 8>\"$told\"";

  private static final String AS_USER =
      """
      set -eu
      filter=$1 told=$2
      shift 2
      exec "$@"\
      """
          + HANDED_OVER;

  /**
   * Nobody may not enter the folders in which the files of a task lie, so they are shown at another
   * place, in a view of the computer's files that only the task's processes have.
   */
  private static final String AS_ROOT =
      """
      set -eu
      filter=$1 told=$2 view=$3 root=$4 given=$5 outputs=$6 scratch=$7 groups=$8
      shift 8
      for group in $groups; do echo 0 >"$group"; done
      mount -t tmpfs -o mode=755,size=64k neural-view "$view"
      mkdir "$view/root" "$view/given" "$view/outputs" "$view/scratch"
      mount --bind "$root" "$view/root"
      mount --bind "$given" "$view/given"
      mount --bind "$outputs" "$view/outputs"
      mount --bind "$scratch" "$view/scratch"
      mount --move "$view" /mnt
      cd /mnt
      exec "$@"\
      """
          + HANDED_OVER;

  private static final List<String> PRIVATE_VIEW =
      List.of("unshare", "--mount", "--propagation", "private", "sh", "-c", AS_ROOT, "sh");
  private static final List<String> BECOME_NOBODY =
      List.of("setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups");
  private static final List<String> NAMESPACES =
      List.of(
          "--unshare-user",
          "--unshare-pid",
          "--unshare-net",
          "--unshare-ipc",
          "--unshare-uts",
          "--unshare-cgroup-try",
          "--uid",
          NOBODY,
          "--gid",
          NOBODY);
  private static final List<String> MASKED_FILES =
      List.of("/proc/keys", "/proc/timer_list", "/proc/sched_debug", "/proc/kcore");

  private BubbleCommand() {}

  /** A command that does nothing but to try whether such namespaces can be made. */
  static List<String> trial() {
    List<String> command = new ArrayList<>();
    if (Commands.isRoot()) {
      command.addAll(BECOME_NOBODY);
    }
    command.add("bwrap");
    command.addAll(NAMESPACES);
    command.addAll(List.of("--ro-bind", "/", "/", "--proc", "/proc", "--dev", "/dev", "true"));
    return command;
  }

  /**
   * The command of a task.
   *
   * @param limits a command that bounds itself and becomes the command that follows it
   * @param entrances where a process is written to become one of the task's control group
   * @param filter the compiled filter of system calls
   * @param told where bubblewrap shall tell the number of its child, as JSON
   */
  static List<String> of(
      SandboxTask task,
      TaskFolder folder,
      List<String> limits,
      List<Path> entrances,
      Path filter,
      Path told) {
    List<String> command = new ArrayList<>();
    if (Commands.isRoot()) {
      command.addAll(PRIVATE_VIEW);
      command.addAll(strings(filter, told, folder.view(), task.image().root()));
      command.addAll(strings(task.given().toAbsolutePath(), folder.outputs(), folder.scratch()));
      command.add(String.join(" ", strings(entrances.toArray(new Path[0]))));
      command.addAll(limits);
      command.addAll(BECOME_NOBODY);
      Path mnt = Path.of("/mnt");
      command.addAll(
          bubble(task, mnt.resolve("root"), mnt.resolve("given"), mnt.resolve("outputs")));
      command.addAll(List.of("--bind", "/mnt/scratch", "/tmp"));
    } else {
      command.addAll(List.of("sh", "-c", AS_USER, "sh", filter.toString(), told.toString()));
      command.addAll(limits);
      command.addAll(
          bubble(task, task.image().root(), task.given().toAbsolutePath(), folder.outputs()));
      String size = String.valueOf(task.limits().scratch());
      command.addAll(List.of("--size", size, "--perms", "1777", "--tmpfs", "/tmp"));
    }
    command.add("--");
    command.addAll(task.command());
    return command;
  }

  private static List<String> strings(Path... paths) {
    return Stream.of(paths).map(Path::toString).toList();
  }

  private static List<String> bubble(SandboxTask task, Path root, Path given, Path outputs) {
    List<String> bubble = new ArrayList<>(List.of("bwrap", "--die-with-parent", "--new-session"));
    bubble.addAll(NAMESPACES);
    bubble.addAll(List.of("--hostname", "task", "--cap-drop", "ALL", "--clearenv"));
    task.environment().forEach((name, value) -> bubble.addAll(List.of("--setenv", name, value)));
    bubble.addAll(List.of("--seccomp", "9", "--info-fd", "8"));
    bubble.addAll(List.of("--ro-bind", root.toString(), "/", "--proc", "/proc", "--dev", "/dev"));
    MASKED_FILES.stream()
        .filter(each -> Files.exists(Path.of(each)))
        .forEach(each -> bubble.addAll(List.of("--ro-bind", "/dev/null", each)));
    bubble.addAll(List.of("--remount-ro", "/dev", "--ro-bind", given.toString(), "/task"));
    bubble.addAll(List.of("--bind", outputs.toString(), "/task/outputs", "--chdir", "/task"));
    return bubble;
  }
}
