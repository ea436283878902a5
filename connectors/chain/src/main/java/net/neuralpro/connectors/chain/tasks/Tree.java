package net.neuralpro.connectors.chain.tasks;

import java.util.ArrayList;
import java.util.List;
import net.neuralpro.schemas.recording.Digest;

/** A tree of ceil(log2(count)) levels over hashes of leaves, filled up with zeros. */
final class Tree {
  private static final Digest NONE = Digest.of(new byte[Digest.LENGTH]);

  /** The leaves first, the root last; what is not there is as zeros would make it. */
  private final List<List<Digest>> levels = new ArrayList<>();

  /** What stands where nothing is, by level. */
  private final List<Digest> blanks = new ArrayList<>();

  Tree(List<Digest> leaves) {
    List<Digest> level = List.copyOf(leaves);
    Digest blank = NONE;
    levels.add(level);
    blanks.add(blank);
    while (level.size() > 1) {
      List<Digest> above = new ArrayList<>();
      for (int index = 0; index < level.size(); index += 2) {
        Digest right = index + 1 < level.size() ? level.get(index + 1) : blank;
        above.add(Encoding.hash(level.get(index).bytes(), right.bytes()));
      }
      blank = Encoding.hash(blank.bytes(), blank.bytes());
      level = above;
      levels.add(level);
      blanks.add(blank);
    }
  }

  /** How many levels stand above so many leaves. */
  static int levels(int count) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(count - 1);
  }

  Digest root() {
    return levels.get(levels.size() - 1).get(0);
  }

  /** The siblings from a leaf up, the lowest first. */
  List<Digest> path(int index) {
    List<Digest> path = new ArrayList<>();
    int place = index;
    for (int level = 0; level + 1 < levels.size(); level++) {
      int sibling = place ^ 1;
      List<Digest> here = levels.get(level);
      path.add(sibling < here.size() ? here.get(sibling) : blanks.get(level));
      place >>= 1;
    }
    return path;
  }
}
