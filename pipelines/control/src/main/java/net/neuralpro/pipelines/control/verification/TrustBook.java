package net.neuralpro.pipelines.control.verification;

import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.schemas.recording.Address;

/** What each requester thinks of each node. None of them takes another's word. */
public final class TrustBook {
  private record Pair(Address requester, Address node) implements Comparable<Pair> {
    @Override
    public int compareTo(Pair other) {
      int first = requester.compareTo(other.requester);
      return first != 0 ? first : node.compareTo(other.node);
    }
  }

  private final SortedMap<Pair, Trust> trust = new TreeMap<>();

  /** What a requester thinks of a node; nothing of one that it does not know. */
  public Trust of(Address requester, Address node) {
    return trust.getOrDefault(new Pair(requester, node), Trust.NONE);
  }

  /** Keeps what a verdict says about a node. */
  public void keep(Address requester, Address node, Verdict verdict, Trust.Occasion occasion) {
    trust.put(new Pair(requester, node), of(requester, node).after(verdict, occasion));
  }
}
