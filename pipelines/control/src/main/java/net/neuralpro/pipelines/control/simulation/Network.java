package net.neuralpro.pipelines.control.simulation;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.neuralpro.pipelines.control.verification.Draws;
import net.neuralpro.pipelines.control.verification.Draws.Candidate;
import net.neuralpro.pipelines.control.verification.Penalties;
import net.neuralpro.schemas.recording.Address;
import org.web3j.crypto.Hash;

/** Two hundred nodes of equal stake, some of them in one hand, and a chain of block hashes. */
final class Network {
  static final int NODES = 200;

  private final byte[] seed;
  private final List<Candidate> candidates = new ArrayList<>();
  private final Set<Address> hand = new TreeSet<>();
  private final List<Address> members = new ArrayList<>();

  Network(long seed, int share) {
    this.seed = ByteBuffer.allocate(Long.BYTES).putLong(seed).array();
    for (int index = 0; index < NODES; index++) {
      Address node = address("node", index);
      candidates.add(new Candidate(node, 1, 1));
      if (index < NODES * share / 100) {
        hand.add(node);
        members.add(node);
      }
    }
  }

  /** A name that nobody has yet. */
  Address address(String kind, long index) {
    byte[] hash = hash(kind, index);
    return Address.of(Arrays.copyOfRange(hash, hash.length - Address.LENGTH, hash.length));
  }

  /** Of 32 bytes: tasks, block hashes and what nodes decide for themselves. */
  byte[] hash(String kind, long index) {
    byte[] word = kind.getBytes(StandardCharsets.US_ASCII);
    return Hash.sha3(
        ByteBuffer.allocate(seed.length + word.length + Long.BYTES)
            .put(seed)
            .put(word)
            .putLong(index)
            .array());
  }

  /** The draws over what was put down for an attempt. */
  Draws draws(long attempt) {
    return Draws.of(attempt + 2, attempt + 6, hash("block", attempt));
  }

  List<Candidate> candidates() {
    return candidates;
  }

  List<Address> members() {
    return members;
  }

  boolean isOfTheHand(Address node) {
    return hand.contains(node);
  }

  /** One of the honest nodes. */
  Address stranger(long attempt) {
    int honest = NODES - members.size();
    int place =
        new BigInteger(1, hash("stranger", attempt)).mod(BigInteger.valueOf(honest)).intValue();
    return candidates.get(members.size() + place).node();
  }

  /**
   * Plays a dispute, with its redraws, over the tickets of the contract.
   *
   * @param strategy whose judges decide for their own, if they are enough
   */
  Judged judge(long dispute, Address accused, Strategy strategy, Penalties penalties) {
    List<Address> ready =
        candidates.stream().map(Candidate::node).filter(node -> !node.equals(accused)).toList();
    for (int round = 0; round < Judgement.ROUNDS; round++) {
      long number = dispute * Judgement.ROUNDS + round;
      List<Address> judges =
          draws(number + (1L << 40)).seated(BigInteger.valueOf(number), ready, penalties.judges());
      int theirs = (int) judges.stream().filter(this::isOfTheHand).count();
      if (strategy.isConcerted() && theirs >= penalties.quorum()) {
        return new Judged(Side.HAND, theirs);
      }
      if (penalties.judges() - theirs >= penalties.quorum()) {
        return new Judged(Side.TRUTH, theirs);
      }
    }
    return new Judged(Side.NEITHER, 0);
  }

  /** For whom a dispute was decided. */
  enum Side {
    TRUTH,
    HAND,
    NEITHER
  }

  /**
   * What a dispute came to.
   *
   * @param judges of the hand in the round that decided it
   */
  record Judged(Side side, int judges) {}
}
