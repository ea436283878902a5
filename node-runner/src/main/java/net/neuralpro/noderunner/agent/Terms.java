package net.neuralpro.noderunner.agent;

import java.math.BigInteger;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.noderunner.protocol.Order;
import net.neuralpro.noderunner.protocol.Resources;
import net.neuralpro.schemas.derivation.Derivation;

/**
 * What a node's owner allows.
 *
 * @param places how many tasks run at once, 1 to 64
 * @param resources what each may use
 * @param operators versions of the operators that it runs, by name
 * @param hours in which it claims tasks
 * @param leastPrice below which it does nothing, in the token's smallest unit
 */
public record Terms(
    int places,
    Resources resources,
    SortedMap<String, String> operators,
    Hours hours,
    BigInteger leastPrice) {
  public Terms {
    operators = Collections.unmodifiableSortedMap(new TreeMap<>(operators));
    if (places < 1 || places > 64) {
      throw new IllegalArgumentException("Cannot run %d tasks at once: 1 to 64".formatted(places));
    }
  }

  /**
   * Why an order is not taken, whatever the scheduler says of it; empty if it is.
   *
   * @param now seconds since 1970
   */
  public Optional<String> fault(Order order, NodeIdentity identity, long now) {
    if (!order.node().equals(identity.account())) {
      return Optional.of("it is for " + order.node());
    }
    if (!order.assignment().isGenuine(identity.domain())) {
      return Optional.of("its requester, " + order.requester() + ", did not sign it");
    }
    if (order.price().amount().compareTo(leastPrice) < 0) {
      return Optional.of("it pays " + order.price() + ", and " + leastPrice + " is least");
    }
    if (order.deadline() <= now || order.commitBy() <= now) {
      return Optional.of("its time is over");
    }
    if (order.limits().memory() > resources.memory() || order.limits().disk() > resources.disk()) {
      return Optional.of("it wants more memory or disk than is given");
    }
    return Optional.empty();
  }

  /** Why a derivation is not run; empty if it is. */
  public Optional<String> fault(Derivation derivation) {
    String version = operators.get(derivation.operator());
    if (version == null) {
      return Optional.of("operator " + derivation.operator() + " is not allowed here");
    }
    return version.equals(derivation.version())
        ? Optional.empty()
        : Optional.of(
            "operator %s is here at version %s, not %s"
                .formatted(derivation.operator(), version, derivation.version()));
  }
}
