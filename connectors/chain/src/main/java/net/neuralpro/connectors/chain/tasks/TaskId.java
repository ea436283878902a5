package net.neuralpro.connectors.chain.tasks;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigInteger;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;

/**
 * What a task is known by: Keccak-256 of requester, derivation and nonce, each in a word of 32
 * bytes.
 *
 * @param digest of these three
 */
public record TaskId(@JsonValue Digest digest) implements Comparable<TaskId> {
  private static final int NONCE_BITS = 256;

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public TaskId {}

  /**
   * The identifier of a task.
   *
   * @param derivation SHA-256 in the derivation's CID
   * @param nonce which one of the requester's tasks with this derivation, below 2^256
   */
  public static TaskId of(Address requester, Digest derivation, BigInteger nonce) {
    Encoding.requireBits("a task's nonce", nonce, NONCE_BITS);
    return new TaskId(
        Encoding.hash(Encoding.word(requester), derivation.bytes(), Encoding.word(nonce)));
  }

  byte[] word() {
    return digest.bytes();
  }

  @Override
  public int compareTo(TaskId other) {
    return digest.compareTo(other.digest);
  }

  @Override
  public String toString() {
    return digest.toString();
  }
}
