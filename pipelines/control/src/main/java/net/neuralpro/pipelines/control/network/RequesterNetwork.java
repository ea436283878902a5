package net.neuralpro.pipelines.control.network;

import java.io.Closeable;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import net.neuralpro.connectors.chain.ChainException;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.connectors.chain.network.Chain;
import net.neuralpro.connectors.chain.network.Escrow;
import net.neuralpro.noderunner.protocol.NetworkDescription;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.reward.Wei;
import net.neuralpro.transforms.operators.Executor;

/** A network, as somebody sees it who has work for its nodes and pays for it. */
public final class RequesterNetwork implements Closeable {
  /** How long a scheduler may be away before its tasks run on this machine. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final RequesterCalls calls;
  private final RequesterSession session;
  private final BlockStore store;
  private final Address requester;

  private RequesterNetwork(
      RequesterCalls calls, RequesterSession session, BlockStore store, Address requester) {
    this.calls = calls;
    this.session = session;
    this.store = store;
    this.requester = requester;
  }

  /**
   * Enters a network: sees that the escrow holds a budget and that the scheduler may settle.
   *
   * @param chain of the network, with this key; it must stay open as long as this is
   * @param store where inputs are and outputs come
   * @param budget that the account has in the escrow at least
   * @throws ChainException NETWORK-CHAIN if the network is on another chain, NETWORK-PRICE if the
   *     price is above what penalties cover
   */
  public static RequesterNetwork open(
      NetworkDescription network,
      Chain chain,
      ContributorKey key,
      BlockStore store,
      Bid bid,
      Wei budget)
      throws IOException {
    if (!network.deployment().equals(chain.deployment())) {
      throw new ChainException(
          "NETWORK-CHAIN",
          ("Cannot use network %s: its contracts are on chain %d from block %d on, and those of"
                  + " this workspace on chain %d from block %d on; perhaps chain.yaml names another"
                  + " chain")
              .formatted(
                  network.name(),
                  network.deployment().chain(),
                  network.deployment().block(),
                  chain.deployment().chain(),
                  chain.deployment().block()));
    }
    BigInteger most = chain.disputes().penalty().highestPrice(bid.policy().multiple());
    if (bid.price().amount().compareTo(most) > 0) {
      throw new ChainException(
          "NETWORK-PRICE",
          "Cannot offer %s a task: penalties cover %s at most; perhaps make smaller tasks"
              .formatted(bid.price(), most));
    }
    fund(chain.escrow(), key.address(), budget);
    chain.escrow().allowPoster(network.poster());
    RequesterCalls calls = new HttpRequesterCalls(network, key);
    RequesterSession session =
        new RequesterSession(
            calls,
            store,
            key,
            chain.escrow().domain(),
            bid,
            new NodeAdmission(chain.nodes()::stakeNow, bid.policy().floor()),
            PATIENCE,
            Clock.systemUTC());
    return new RequesterNetwork(calls, session.start(), store, key.address());
  }

  private static void fund(Escrow escrow, Address account, Wei budget) throws IOException {
    BigInteger missing = budget.amount().subtract(escrow.balance(account));
    if (missing.signum() > 0) {
      escrow.deposit("budget at " + Clock.systemUTC().instant(), missing);
    }
  }

  /**
   * What runs derivations on the nodes.
   *
   * @param here runs what stays on this machine
   * @param allowed nodes that see what only named nodes may
   */
  public Executor executor(
      Executor here,
      ComputeConsents consents,
      List<Address> allowed,
      NetworkExecutor.Listener listener) {
    return new NetworkExecutor(calls, session, store, here, consents, allowed, requester, listener);
  }

  @Override
  public void close() {
    session.close();
  }
}
