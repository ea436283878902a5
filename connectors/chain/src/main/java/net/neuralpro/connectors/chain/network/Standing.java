package net.neuralpro.connectors.chain.network;

import java.math.BigInteger;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;

/**
 * Where a batch stands, as of the last final block.
 *
 * @param number of the batch; they count from 1
 * @param requester who pays
 * @param root over the leaves
 * @param count of leaves
 * @param total sum of their prices
 * @param list SHA-256 in the CID of the published list; absent for a task settled alone
 * @param posted where it was posted
 * @param decided where it became payable or void
 * @param paying whether it became payable; if it is decided and this is not so, it is void
 * @param demands leaves that wait to be shown, by place
 * @param waitsFor earlier batches that must be void before it can be payable
 * @param claimed nodes that took their pay
 */
public record Standing(
    long number,
    Address requester,
    Digest root,
    int count,
    BigInteger total,
    Optional<Digest> list,
    Place posted,
    Optional<Place> decided,
    boolean paying,
    SortedMap<Integer, Demand> demands,
    SortedSet<Long> waitsFor,
    Set<Address> claimed) {
  public Standing {
    demands = Collections.unmodifiableSortedMap(new TreeMap<>(demands));
    waitsFor = Collections.unmodifiableSortedSet(new TreeSet<>(waitsFor));
    claimed = Collections.unmodifiableSortedSet(new TreeSet<>(claimed));
  }

  /**
   * A leaf that somebody asked for.
   *
   * @param by who did
   * @param answerBy until when it must be shown, seconds since 1970
   * @param place where it was asked
   */
  public record Demand(Address by, long answerBy, Place place) {}

  /** Whether nothing is decided yet. */
  public boolean isOpen() {
    return decided.isEmpty();
  }

  /** Whether it pays. */
  public boolean isFinal() {
    return decided.isPresent() && paying;
  }

  /** Whether it pays nothing. */
  public boolean isVoid() {
    return decided.isPresent() && !paying;
  }

  /** Whether something undecided keeps it from becoming payable. */
  public boolean isHeld() {
    return !demands.isEmpty() || !waitsFor.isEmpty();
  }
}
