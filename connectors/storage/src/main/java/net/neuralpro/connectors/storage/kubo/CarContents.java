package net.neuralpro.connectors.storage.kubo;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.Links;
import net.neuralpro.schemas.content.MalformedContentException;

/** Which blocks a CAR has and what they link to, without their bytes. */
final class CarContents {
  private final Map<Cid, List<Cid>> links = new HashMap<>();
  private long blocks;

  void add(Block block) throws MalformedContentException {
    links.put(block.cid(), Links.of(block));
    blocks++;
  }

  /** How many blocks were added, also more than once. */
  long blocks() {
    return blocks;
  }

  /** What the roots lead to that is not in the CAR. */
  SortedSet<Cid> outside(Collection<Cid> roots) {
    SortedSet<Cid> outside = new TreeSet<>();
    Set<Cid> seen = new HashSet<>(roots);
    Deque<Cid> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      Cid cid = open.pop();
      if (!links.containsKey(cid)) {
        outside.add(cid);
        continue;
      }
      for (Cid link : links.getOrDefault(cid, List.of())) {
        if (seen.add(link)) {
          open.push(link);
        }
      }
    }
    return outside;
  }
}
