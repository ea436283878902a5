package net.neuralpro.pipelines.control.verification;

import java.math.BigInteger;
import net.neuralpro.schemas.recording.Address;
import org.web3j.crypto.Hash;

/**
 * What a node puts down before anybody shows a result: {@code keccak256(abi.encode(round, node,
 * keyedDigest, output, salt))}, as {@code Rounds.sol} has it. It opens only as its maker's.
 *
 * @param round number of the round, an unsigned integer of 256 bits
 * @param node whose seal it is
 * @param keyedDigest of the output's bytes, see {@link KeyedDigest}; 32 bytes
 * @param output SHA-256 in the output's CID; 32 zeros say that there is none to be had
 * @param salt 32 random bytes that only the node knows until it reveals
 */
public record Seal(BigInteger round, Address node, byte[] keyedDigest, byte[] output, byte[] salt) {
  public Seal {
    keyedDigest = keyedDigest.clone();
    output = output.clone();
    salt = salt.clone();
    Words32.joined(Words32.of(round), keyedDigest, output, salt);
  }

  @Override
  public byte[] keyedDigest() {
    return keyedDigest.clone();
  }

  @Override
  public byte[] output() {
    return output.clone();
  }

  @Override
  public byte[] salt() {
    return salt.clone();
  }

  /** The 32 bytes that are put down. */
  public byte[] hash() {
    return Hash.sha3(
        Words32.joined(Words32.of(round), Words32.of(node), keyedDigest, output, salt));
  }
}
