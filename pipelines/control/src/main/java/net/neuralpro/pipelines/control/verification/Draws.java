package net.neuralpro.pipelines.control.verification;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import net.neuralpro.schemas.recording.Address;
import org.web3j.crypto.Hash;

/**
 * What chance decides, by a seed that is fixed only after nodes enrolled and put down what they
 * say: the hash of a later block. Each draw is keyed by its purpose and its task, so that everybody
 * gets the same one, and nobody, the scheduler included, can choose another.
 */
public final class Draws {
  static final int BITS = 256;

  private final byte[] seed;
  private final long seedBlock;

  private Draws(byte[] seed, long seedBlock) {
    this.seed = seed;
    this.seedBlock = seedBlock;
  }

  /** What a draw is for: draws of one task that serve different ends tell nothing of each other. */
  public enum Purpose {
    /** Whether a task's result is derived again. */
    CHECK,
    /** Who derives it again. */
    CHECKER,
    /** Whether a canary is sent beside it. */
    CANARY
  }

  /**
   * A node that may be drawn.
   *
   * @param node its address
   * @param enrolled number of the block in which it enrolled
   * @param units whole units of stake that are not bound; each is drawn as often as any other
   */
  public record Candidate(Address node, long enrolled, long units) {
    public Candidate {
      if (units < 0 || enrolled < 0) {
        throw new IllegalArgumentException("Cannot draw a node of %d units".formatted(units));
      }
    }
  }

  /**
   * The draws for what was put down in or before a block.
   *
   * @param sealedIn block in which the last of it was put down
   * @param seedBlock block whose hash is the seed; later than {@code sealedIn}
   * @param blockHash its hash, 32 bytes
   */
  public static Draws of(long sealedIn, long seedBlock, byte[] blockHash) {
    if (blockHash.length != Words32.LENGTH) {
      throw new IllegalArgumentException(
          "Cannot draw by %d bytes: a hash of 32 is needed".formatted(blockHash.length));
    }
    if (seedBlock <= sealedIn) {
      throw new IllegalArgumentException(
          "Cannot draw by block %d what was put down in block %d: a later one is needed"
              .formatted(seedBlock, sealedIn));
    }
    return new Draws(blockHash.clone(), seedBlock);
  }

  /** Whether a task is drawn at a rate. */
  public boolean drawn(Purpose purpose, byte[] task, Rate rate) {
    return rate.holds(number(purpose, task));
  }

  /**
   * One of the candidates, by stake: each whole unit is as likely as any other, so that whoever
   * spreads his stake over many nodes is drawn no more often. Nodes that enrolled in the seed's
   * block or later, and those in {@code barred}, are not drawn.
   */
  public Optional<Address> one(
      Purpose purpose, byte[] task, List<Candidate> candidates, List<Address> barred) {
    List<Candidate> able = new ArrayList<>();
    long units = 0;
    for (Candidate candidate : candidates) {
      if (candidate.enrolled() < seedBlock
          && candidate.units() > 0
          && !barred.contains(candidate.node())) {
        able.add(candidate);
        units = Math.addExact(units, candidate.units());
      }
    }
    if (units == 0) {
      return Optional.empty();
    }
    able.sort(Comparator.comparing(Candidate::node));
    long place = number(purpose, task).mod(BigInteger.valueOf(units)).longValueExact();
    for (Candidate candidate : able) {
      place -= candidate.units();
      if (place < 0) {
        return Optional.of(candidate.node());
      }
    }
    throw new IllegalStateException("A place below the sum of units is somebody's");
  }

  /**
   * The nodes that the contract seats in a round: those with the lowest tickets {@code
   * keccak256(abi.encode(seed, round, node))}. There every <em>node</em> has one ticket, however
   * much it staked.
   */
  public List<Address> seated(BigInteger round, List<Address> nodes, int places) {
    record Ticket(String ticket, Address node) {}
    return nodes.stream()
        .map(node -> new Ticket(HexFormat.of().formatHex(ticket(round, node)), node))
        .sorted(Comparator.comparing(Ticket::ticket).thenComparing(Ticket::node))
        .limit(places)
        .map(Ticket::node)
        .toList();
  }

  /** A node's ticket in a round of the contract. */
  byte[] ticket(BigInteger round, Address node) {
    return Hash.sha3(Words32.joined(seed, Words32.of(round), Words32.of(node)));
  }

  private BigInteger number(Purpose purpose, byte[] task) {
    byte[] name = purpose.name().getBytes(StandardCharsets.US_ASCII);
    ByteBuffer key = ByteBuffer.allocate(2 * Words32.LENGTH + name.length);
    key.put(seed).put(Words32.joined(task)).put(name);
    return new BigInteger(1, Hash.sha3(key.array()));
  }
}
