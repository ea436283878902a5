package net.neuralpro.transforms.synthesize;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Streets in a grid, with buildings and trees in the blocks between. Street {@code n} of either
 * direction has its centre line at {@code n * pitch}.
 */
final class World {

  /** A box on the ground; lengths in metres. */
  record Building(
      double west,
      double south,
      double east,
      double north,
      double height,
      int wall,
      int window,
      double bay,
      double storey,
      long pattern) {}

  /** A round crown on a trunk; lengths in metres. */
  record Tree(double x, double y, double radius, double height, int leaves) {}

  /** What stands between four streets. */
  record Block(List<Building> buildings, List<Tree> trees) {}

  private final Layout layout;
  private final Look look;
  private final Randomness random;
  private final ValueNoise noise;
  private final Map<Long, Block> blocks = new HashMap<>();

  World(Layout layout, Randomness random) {
    this.layout = layout;
    this.look = Look.of(random.fork("look"));
    this.random = random.fork("blocks");
    this.noise = new ValueNoise(random.fork("noise"));
  }

  Layout layout() {
    return layout;
  }

  Look look() {
    return look;
  }

  ValueNoise noise() {
    return noise;
  }

  /** The block to the north east of where two streets cross. */
  Block block(int x, int y) {
    return blocks.computeIfAbsent((long) x << 32 | y & 0xffffffffL, key -> build(x, y));
  }

  private Block build(int blockX, int blockY) {
    Randomness own = random.fork(blockX, blockY);
    double edge = layout.road() + layout.pavement();
    double lot = (layout.pitch() - 2 * edge) / Look.LOTS;
    double west = blockX * layout.pitch() + edge;
    double south = blockY * layout.pitch() + edge;
    List<Building> buildings = new ArrayList<>();
    double built = own.chance(0.2) ? 0 : look.built();
    for (int i = 0; i < Look.LOTS * Look.LOTS; i++) {
      if (own.chance(built)) {
        buildings.add(
            building(own, west + i % Look.LOTS * lot, south + (i / Look.LOTS) * lot, lot));
      }
    }
    List<Tree> trees = new ArrayList<>();
    double inset = 0.5 - layout.pavement() / 2;
    for (double along = 2; along < lot * Look.LOTS; along += 9) {
      addTree(own, trees, west + along, south + inset);
      addTree(own, trees, west + along, south + lot * Look.LOTS - inset);
      addTree(own, trees, west + inset, south + along);
      addTree(own, trees, west + lot * Look.LOTS - inset, south + along);
    }
    return new Block(buildings, trees);
  }

  private Building building(Randomness own, double west, double south, double lot) {
    double storey = own.uniform(2.8, 4.2);
    int wall =
        Colours.hue(
            look.wallHue() + own.uniform(0, 1.2),
            own.uniform(0.05, 0.55),
            Math.min(0.92, look.wallLightness() * own.uniform(0.6, 1.4)));
    int window = Colours.hue(3.5, 0.3, look.wallLightness() * own.uniform(0.2, 0.6));
    return new Building(
        west + own.uniform(0, lot / 6),
        south + own.uniform(0, lot / 6),
        west + lot - own.uniform(0, lot / 6),
        south + lot - own.uniform(0, lot / 6),
        storey * (1 + own.below(look.storeys())) + 1,
        wall,
        window,
        own.uniform(1.8, 4),
        storey,
        own.nextLong());
  }

  private void addTree(Randomness own, List<Tree> trees, double x, double y) {
    if (own.chance(look.wooded())) {
      trees.add(
          new Tree(
              x + own.uniform(-1, 1),
              y,
              own.uniform(1, 2),
              own.uniform(3.5, 7),
              Colours.lighter(look.leaves(), own.below(30) - 15)));
    }
  }
}
