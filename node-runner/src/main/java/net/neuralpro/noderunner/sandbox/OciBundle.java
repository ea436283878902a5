package net.neuralpro.noderunner.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The configuration of a task as runc takes it, after the OCI runtime specification 1.0: its own
 * namespaces, no network, a read-only root, nobody without capabilities, the profile of system
 * calls, and all limits.
 */
final class OciBundle {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PROFILE = "seccomp.json";
  private static final int NOBODY = 65_534;
  private static final int PERIOD = 100_000;
  private static final int THOUSANDTHS = 1000;
  private static final int OPEN_FILES = 1024;
  private static final List<String> NAMESPACES =
      List.of("pid", "network", "ipc", "uts", "mount", "cgroup");
  private static final List<String> MASKED =
      List.of(
          "/proc/acpi",
          "/proc/asound",
          "/proc/kcore",
          "/proc/keys",
          "/proc/latency_stats",
          "/proc/timer_list",
          "/proc/timer_stats",
          "/proc/sched_debug",
          "/proc/scsi",
          "/sys/firmware");
  private static final List<String> READ_ONLY =
      List.of("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger");

  private OciBundle() {}

  /** The profile of system calls that tasks may not make. */
  static JsonNode seccomp() throws IOException {
    try (InputStream in = OciBundle.class.getResourceAsStream(PROFILE)) {
      if (in == null) {
        throw new IOException("Cannot find the profile of system calls " + PROFILE);
      }
      return JSON.readTree(in);
    }
  }

  /**
   * Writes the configuration of a task into its folder.
   *
   * @param group the control group that holds it
   */
  static void write(TaskFolder folder, SandboxTask task, String group) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("ociVersion", "1.0.2");
    root.put("hostname", "task");
    root.set("process", process(task));
    root.putObject("root").put("path", task.image().root().toString()).put("readonly", true);
    root.set("mounts", mounts(task, folder));
    root.set("linux", linux(task.limits(), group));
    Files.write(folder.path().resolve("config.json"), JSON.writeValueAsBytes(root));
  }

  private static ObjectNode process(SandboxTask task) {
    ObjectNode process = JSON.createObjectNode();
    process.put("terminal", false);
    process.putObject("user").put("uid", NOBODY).put("gid", NOBODY);
    ArrayNode command = process.putArray("args");
    task.command().forEach(command::add);
    ArrayNode environment = process.putArray("env");
    task.environment().forEach((name, value) -> environment.add(name + "=" + value));
    process.put("cwd", "/task");
    process.put("noNewPrivileges", true);
    ObjectNode capabilities = process.putObject("capabilities");
    for (String set : List.of("bounding", "effective", "inheritable", "permitted", "ambient")) {
      capabilities.putArray(set);
    }
    ArrayNode limits = process.putArray("rlimits");
    limit(limits, "RLIMIT_NOFILE", OPEN_FILES);
    limit(limits, "RLIMIT_CORE", 0);
    limit(limits, "RLIMIT_MEMLOCK", 0);
    limit(limits, "RLIMIT_MSGQUEUE", 0);
    return process;
  }

  private static void limit(ArrayNode limits, String type, int value) {
    limits.addObject().put("type", type).put("soft", value).put("hard", value);
  }

  private static ArrayNode mounts(SandboxTask task, TaskFolder folder) {
    ArrayNode mounts = JSON.createArrayNode();
    mount(mounts, "/proc", "proc", "proc", "nosuid", "noexec", "nodev");
    mount(mounts, "/dev", "tmpfs", "tmpfs", "nosuid", "noexec", "mode=755", "size=65536");
    bind(mounts, "/tmp", folder.scratch(), "rw");
    bind(mounts, "/task", task.given(), "ro");
    bind(mounts, "/task/outputs", folder.outputs(), "rw");
    return mounts;
  }

  private static void bind(ArrayNode mounts, String target, Path source, String mode) {
    mount(mounts, target, "bind", source.toString(), "bind", "nosuid", "nodev", "noexec", mode);
  }

  private static void mount(
      ArrayNode mounts, String target, String type, String source, String... options) {
    ArrayNode list =
        mounts
            .addObject()
            .put("destination", target)
            .put("type", type)
            .put("source", source)
            .putArray("options");
    List.of(options).forEach(list::add);
  }

  private static ObjectNode linux(SandboxLimits limits, String group) throws IOException {
    ObjectNode linux = JSON.createObjectNode();
    linux.put("cgroupsPath", group);
    linux.put("rootfsPropagation", "private");
    ArrayNode namespaces = linux.putArray("namespaces");
    NAMESPACES.forEach(type -> namespaces.addObject().put("type", type));
    ObjectNode resources = linux.putObject("resources");
    resources.putArray("devices").addObject().put("allow", false).put("access", "rwm");
    resources.putObject("memory").put("limit", limits.memory()).put("swap", limits.memory());
    resources.putObject("pids").put("limit", limits.processes());
    resources
        .putObject("cpu")
        .put("period", PERIOD)
        .put("quota", (long) PERIOD * limits.processors() / THOUSANDTHS);
    strings(linux.putArray("maskedPaths"), MASKED);
    strings(linux.putArray("readonlyPaths"), READ_ONLY);
    linux.set("seccomp", seccomp());
    return linux;
  }

  private static void strings(ArrayNode array, List<String> values) {
    values.forEach(array::add);
  }
}
