package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import net.neuralpro.connectors.chain.deployment.Deployment;
import net.neuralpro.connectors.chain.deployment.Terms;
import net.neuralpro.connectors.chain.network.ChainSettings;
import net.neuralpro.connectors.chain.network.NetworkDeployment;
import net.neuralpro.connectors.storage.embedded.Workspace;
import net.neuralpro.schemas.recording.Address;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code neural chain deploy}: puts the contracts on a chain. */
@Command(
    name = "deploy",
    mixinStandardHelpOptions = true,
    description = "Puts the contracts on the chain of chain.yaml, each once. This costs gas.",
    footer = {
      "",
      "Examples:",
      "  neural chain deploy --admin 0x52908400098527886E0F7030069857D2E4169EE7",
      "  neural chain deploy --admin 0x52908400098527886E0F7030069857D2E4169EE7 --json",
      "",
      "Your key pays. The administrator should be an account of several people: it grants roles.",
      "Whoever was interrupted gives the same command again and gets the same contracts. Where they",
      "are is written to the deployment file of the settings; give that to whoever uses the network."
    })
final class ChainDeployCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private Terminal terminal;

  @Option(
      names = "--admin",
      required = true,
      paramLabel = "ADDRESS",
      description = "Who grants roles.")
  private Address admin;

  @Option(
      names = "--treasury",
      paramLabel = "ADDRESS",
      description = "Who gets all tokens at first; by default the administrator.")
  private @Nullable Address treasury;

  @Option(
      names = "--genesis",
      paramLabel = "SECONDS",
      description = "When epoch 1 begins, since 1970; by default now.")
  private @Nullable Long genesis;

  ChainDeployCommand() {}

  @Override
  public Integer call() throws IOException {
    Workspace workspace = Home.workspace();
    if (!(ChainSettings.read(workspace.home()) instanceof ChainSettings.Network network)) {
      throw new ParameterException(
          spec.commandLine(),
          "Cannot deploy without chain.yaml; the development chain has its contracts from its"
              + " start: neural chain dev");
    }
    NetworkDeployment deployment = new NetworkDeployment(network, Home.key(workspace));
    Address holder = treasury == null ? admin : treasury;
    Deployment made =
        deployment.deploy(
            Optional.ofNullable(genesis), start -> Terms.lasting(admin, holder, start));
    terminal.json(made);
    terminal.print("Chain      " + made.chain());
    terminal.print("Written    " + network.deployment());
    made.contracts()
        .forEach((name, address) -> terminal.print("%-21s %s".formatted(name, address)));
    return Exit.OK;
  }
}
