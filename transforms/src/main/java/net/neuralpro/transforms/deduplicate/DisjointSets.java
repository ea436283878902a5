package net.neuralpro.transforms.deduplicate;

/**
 * Sets that are joined and never parted (Tarjan, "Efficiency of a good but not linear set union
 * algorithm", 1975). The least number of a set stands for it, whatever the order of joins.
 */
public final class DisjointSets {
  private final int[] parents;

  /** So many sets of one number each, from 0. */
  public DisjointSets(int size) {
    parents = new int[size];
    for (int number = 0; number < size; number++) {
      parents[number] = number;
    }
  }

  /** The least number of the set that this one is in. */
  public int find(int number) {
    int root = number;
    while (parents[root] != root) {
      root = parents[root];
    }
    int step = number;
    while (parents[step] != root) {
      int next = parents[step];
      parents[step] = root;
      step = next;
    }
    return root;
  }

  public void join(int one, int other) {
    int a = find(one);
    int b = find(other);
    parents[Math.max(a, b)] = Math.min(a, b);
  }
}
