package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import net.neuralpro.connectors.storage.embedded.Workspace;
import net.neuralpro.transforms.worker.Restriction;
import net.neuralpro.transforms.worker.WorkerInstallation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code neural doctor}: whether this computer has what Neural needs. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = "Checks whether this computer has what Neural needs, and says what is missing.",
    footer = {"", "Examples:", "  neural doctor", "  neural doctor --json"})
final class DoctorCommand implements Callable<Integer> {
  private static final long LITTLE_SPACE = 2L << 30;

  @Mixin private Terminal terminal;

  DoctorCommand() {}

  /** One check. */
  private record Check(String what, State state, String evidence) {}

  private enum State {
    OK,
    WARNING,
    ERROR
  }

  @Override
  public Integer call() throws InterruptedException {
    List<Check> checks = new ArrayList<>();
    checks.add(new Check("Java", State.OK, System.getProperty("java.vm.version")));
    checks.add(
        new Check(
            "Processor",
            System.getProperty("os.arch").equals("amd64") ? State.OK : State.ERROR,
            System.getProperty("os.arch") + ", " + Runtime.getRuntime().availableProcessors()));
    checks.add(workspace());
    checks.addAll(workers());
    terminal.json(checks);
    checks.forEach(
        check ->
            terminal.print(
                "%-8s %-12s %s".formatted(check.state(), check.what(), check.evidence())));
    return checks.stream().anyMatch(check -> check.state() == State.ERROR) ? Exit.STORAGE : Exit.OK;
  }

  private static Check workspace() {
    try {
      Workspace workspace = Home.workspace();
      Path home = workspace.home();
      long space = Files.getFileStore(home).getUsableSpace();
      State state =
          !Files.isWritable(home) ? State.ERROR : space < LITTLE_SPACE ? State.WARNING : State.OK;
      return new Check("Workspace", state, home + ", " + (space >> 20) + " MiB free");
    } catch (IOException e) {
      return new Check("Workspace", State.ERROR, String.valueOf(e.getMessage()));
    }
  }

  private static List<Check> workers() throws InterruptedException {
    List<Check> checks = new ArrayList<>();
    try {
      WorkerInstallation installation = WorkerInstallation.ofThisProcess();
      checks.add(new Check("Workers", State.OK, installation.folder().toString()));
      Restriction restriction = installation.restriction();
      for (String missing : restriction.missing()) {
        checks.add(new Check("Workers", State.WARNING, "not restricted: " + missing));
      }
    } catch (IOException e) {
      checks.add(new Check("Workers", State.ERROR, String.valueOf(e.getMessage())));
    }
    return checks;
  }
}
