package net.neuralpro.noderunner.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.connectors.chain.tasks.Domain;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.schemas.recording.Keccak;
import net.neuralpro.schemas.recording.Signature;

/**
 * A request to the scheduler, as its sender signs it: {@code Call(string method,string
 * target,bytes32 body,uint64 time)} under the domain of the network's {@code TaskEscrow}. All calls
 * may be repeated without harm, so a recorded one is good for nothing but the same answer, and only
 * for {@link #MAX_AGE} seconds.
 *
 * @param method of HTTP, in capitals
 * @param target path and query
 * @param body SHA-256 of the body; of no bytes if there is none
 * @param time seconds since 1970
 */
public record SignedCall(String method, String target, Digest body, long time) {
  /** The header that holds the sender's account: a node's, or a requester's. */
  public static final String ACCOUNT = "Neural-Account";

  /** The header that holds the time. */
  public static final String TIME = "Neural-Time";

  /** The header that holds the body's digest. */
  public static final String BODY = "Neural-Body";

  /** The header that holds the signature, by the account's key or the node's hot key. */
  public static final String SIGNATURE = "Neural-Signature";

  /** How many seconds a call's time may differ from the scheduler's. */
  public static final long MAX_AGE = 300;

  private static final byte[] TYPE =
      Keccak.hash(
          "Call(string method,string target,bytes32 body,uint64 time)"
              .getBytes(StandardCharsets.US_ASCII));

  private byte[] digest(Domain domain) {
    byte[] structure =
        Keccak.hash(
            TYPE,
            Keccak.hash(method.getBytes(StandardCharsets.US_ASCII)),
            Keccak.hash(target.getBytes(StandardCharsets.US_ASCII)),
            body.bytes(),
            ByteBuffer.allocate(Digest.LENGTH).putLong(Digest.LENGTH - Long.BYTES, time).array());
    return Keccak.hash(new byte[] {0x19, 0x01}, domain.separator().bytes(), structure);
  }

  /** Signs this. */
  public Signature sign(Domain domain, ContributorKey key) {
    return key.sign(digest(domain));
  }

  /** Whose key signed this. */
  public Optional<Address> signer(Domain domain, Signature signature) {
    return signature.signer(digest(domain));
  }
}
