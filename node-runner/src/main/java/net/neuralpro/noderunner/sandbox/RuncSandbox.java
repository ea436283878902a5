package net.neuralpro.noderunner.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The engine without a daemon: each task is a bundle that runc starts. Needs root. Tasks that were
 * running when this program was ended are ended and swept away when it is opened again.
 */
public final class RuncSandbox extends Engine {
  private static final String RUNC = "runc";

  private final Path state;

  private RuncSandbox(Path folder) throws IOException {
    super(folder);
    state = Files.createDirectories(folder.toAbsolutePath().resolve("state"));
  }

  /**
   * Opens the engine.
   *
   * @param folder its own: no other program uses it at the same time
   * @throws SandboxException SANDBOX-ENGINE if runc is missing or cannot be used
   */
  public static RuncSandbox open(Path folder) throws IOException, InterruptedException {
    Commands.require(RUNC, RUNC);
    if (!Commands.isRoot()) {
      throw new SandboxException(
          "SANDBOX-ENGINE", "Cannot use runc: it needs root; perhaps use another engine");
    }
    RuncSandbox sandbox = new RuncSandbox(folder);
    sandbox.sweep();
    return sandbox;
  }

  @Override
  public String name() {
    return RUNC;
  }

  @Override
  public List<String> lacks() {
    return List.of();
  }

  @Override
  SandboxProgram start(String id, SandboxTask task, TaskFolder folder) throws IOException {
    ControlGroup group = new ControlGroup("/" + id);
    OciBundle.write(folder, task, group.name());
    Process process =
        new ProcessBuilder(runc("run", "--keep", "--bundle", folder.path().toString(), id)).start();
    return new LocalProgram(process, group, () -> end(id));
  }

  @Override
  void end(String id) throws IOException, InterruptedException {
    Commands.run(runc("delete", "--force", id));
  }

  private List<String> runc(String... arguments) {
    List<String> command = new ArrayList<>(List.of(RUNC, "--root", state.toString()));
    command.addAll(List.of(arguments));
    return command;
  }
}
