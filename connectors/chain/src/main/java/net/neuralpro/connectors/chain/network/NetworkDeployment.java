package net.neuralpro.connectors.chain.network;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.LongFunction;
import net.neuralpro.connectors.chain.deployment.Deployer;
import net.neuralpro.connectors.chain.deployment.Deployment;
import net.neuralpro.connectors.chain.deployment.DeploymentCheck;
import net.neuralpro.connectors.chain.deployment.Terms;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.connectors.chain.rpc.Endpoints;
import net.neuralpro.connectors.chain.sending.Lane;
import org.web3j.protocol.Web3j;

/**
 * Puts the contracts on a chain that others run.
 *
 * @param settings of the chain
 * @param key of who pays, unless the settings name a signer
 */
public record NetworkDeployment(ChainSettings.Network settings, ContributorKey key) {
  /**
   * Makes the contracts that are not there yet, and writes down where they are.
   *
   * @param genesis when the first epoch begins, seconds since 1970; by default now
   * @param terms by when the first epoch begins
   */
  public Deployment deploy(Optional<Long> genesis, LongFunction<Terms> terms) throws IOException {
    Files.createDirectories(settings.folder());
    Endpoints nodes = new Endpoints(settings.nodes(), settings.chain());
    try (FileChannel channel =
            FileChannel.open(
                settings.folder().resolve("deployment.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = channel.lock();
        Lane lane =
            Lane.open(
                nodes,
                settings.finality(),
                settings.signerOr(Optional.of(key)).orElseThrow(),
                settings.folder().resolve("outbox.db"),
                Lane.Pace.of(settings.chain()))) {
      Web3j web3j = Web3j.build(nodes);
      long start = genesis.isPresent() ? genesis.get() : Genesis.of(settings.folder(), web3j);
      Deployment made = Deployer.deploy(lane, settings.chain(), terms.apply(start));
      DeploymentCheck.require(web3j, made);
      made.write(settings.deployment());
      return made;
    }
  }
}
