package net.neuralpro.connectors.chain.tasks;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.schemas.content.Sha256;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;

/** Tasks that were done, made up for tests. */
public final class Works {
  public static final ContributorKey REQUESTER = ContributorKey.ofSeed(6, "requester");
  public static final BigInteger PRICE = BigInteger.TEN.pow(15);

  private Works() {}

  public static Digest digest(String text) {
    return Digest.of(Sha256.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** A task of the requester. */
  public static TaskId task(int nonce) {
    return TaskId.of(REQUESTER.address(), digest("derivation"), BigInteger.valueOf(nonce));
  }

  /** A task that a node did, signed by both. */
  public static Work work(
      Domain domain, Address node, ContributorKey hotKey, int nonce, long deadline) {
    return new Work(
        new Assignment(task(nonce), REQUESTER.address(), node, PRICE, deadline, digest("policy"))
            .sign(domain, REQUESTER),
        new Receipt(task(nonce), node, digest("output " + nonce), digest("image"), deadline - 1)
            .sign(domain, hotKey));
  }

  /** As many tasks, which some nodes did in turn. */
  static List<Work> works(Domain domain, int count, int nodes) {
    List<Work> works = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      ContributorKey key = ContributorKey.ofSeed(6, "node " + index % nodes);
      works.add(work(domain, key.address(), key, index, 2_000_000_000));
    }
    return works;
  }
}
