package net.neuralpro.connectors.chain.deployment;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.schemas.recording.Address;

/**
 * The contracts of a network.
 *
 * @param chain the chain's number
 * @param block the block that the first of them came with: there is no event of theirs before
 * @param contracts their addresses by name
 */
public record Deployment(long chain, long block, SortedMap<String, Address> contracts) {
  /** The names of the contracts, in the order in which they are made. */
  public static final List<String> CONTRACTS =
      List.of("NeuralToken", "ContributionRegistry", "DatasetRegistry", "RewardDistributor");

  public Deployment {
    contracts = Collections.unmodifiableSortedMap(new TreeMap<>(contracts));
    if (chain <= 0 || block < 0 || !contracts.keySet().containsAll(CONTRACTS)) {
      throw new IllegalArgumentException(
          "Cannot use a deployment on chain %d that has %s of %s"
              .formatted(chain, contracts.keySet(), CONTRACTS));
    }
  }

  /** The address of a contract. */
  public Address contract(String name) {
    Address address = contracts.get(name);
    if (address == null) {
      throw new IllegalArgumentException("Cannot find contract " + name);
    }
    return address;
  }
}
