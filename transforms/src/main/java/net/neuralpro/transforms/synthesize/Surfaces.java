package net.neuralpro.transforms.synthesize;

import net.neuralpro.transforms.synthesize.World.Building;
import net.neuralpro.transforms.synthesize.World.Tree;

/**
 * The colours of a world's ground, walls, trees and sky. A footprint is the length in metres that a
 * pixel covers: detail that is finer fades.
 */
final class Surfaces {
  private static final int SKY_PERIOD = 64;
  private static final double LINE = 0.22;
  private static final double DASH = 3;
  private static final double STRIPE = 0.6;
  private static final int LAMP = Colours.hue(0.8, 0.6, 0.75);
  private static final int[] SIDE_LIGHT = {-14, 6, 14, -4};

  private final Layout layout;
  private final Look look;
  private final ValueNoise noise;
  private final int trunk;
  private final double perPitch;
  private final double perVisibility;

  Surfaces(World world) {
    this.layout = world.layout();
    this.look = world.look();
    this.noise = world.noise();
    this.trunk = Colours.hue(0.4, 0.3, look.wallLightness() / 3);
    this.perPitch = 1 / layout.pitch();
    this.perVisibility = 1 / look.visibility();
  }

  int ground(double x, double y, double depth, double footprint) {
    double acrossX = Math.abs(x - layout.pitch() * Math.rint(x * perPitch));
    double acrossY = Math.abs(y - layout.pitch() * Math.rint(y * perPitch));
    double nearest = Math.min(acrossX, acrossY);
    boolean onRoad = nearest < layout.road();
    int colour = onRoad ? look.asphalt() : look.ground();
    double roughness = onRoad ? 24 : 44;
    if (!onRoad && nearest < layout.road() + layout.pavement()) {
      colour = look.pavement();
      double slab = x * 0.8 + y * 0.8;
      roughness = (slab - Math.floor(slab)) < 0.1 ? 60 : 16;
    }
    double coarse = noise.at(x * 0.35, y * 0.35, ValueNoise.PERIOD) * roughness;
    double fine = grain(x * 3, y * 3, fade(0.3, footprint)) * roughness;
    colour = Colours.lighter(colour, (int) Math.rint(coarse + fine));
    double mark = onRoad ? marking(x, y, acrossX, acrossY, footprint) : 0;
    if (mark > 0) {
      colour = Colours.blend(colour, look.marking(), weight(mark));
    }
    return hazy(colour, depth);
  }

  private double marking(double x, double y, double acrossX, double acrossY, double footprint) {
    boolean alongY = acrossX < acrossY;
    double across = alongY ? acrossX : acrossY;
    double fromCrossing = alongY ? acrossY : acrossX;
    double along = alongY ? y : x;
    double side = alongY ? x : y;
    if (fromCrossing < layout.road() + 1) {
      return 0;
    }
    if (fromCrossing < layout.road() + 4) {
      double stripe = side / STRIPE / 2;
      return stripe - Math.floor(stripe) < 0.5 ? fade(STRIPE, footprint) : 0;
    }
    double edge = line(Math.abs(across - layout.road() + 0.5), footprint);
    double dash = along / DASH / 2;
    return dash - Math.floor(dash) < 0.5 ? Math.max(edge, line(across, footprint)) : edge;
  }

  /** How much of a pixel a line covers. */
  private static double line(double distance, double footprint) {
    double cover = (LINE / 2 + footprint / 2 - distance) / footprint;
    return Math.max(0, Math.min(Math.min(1, LINE / footprint), cover));
  }

  int wall(
      Building building, int side, double along, double above, double depth, double footprint) {
    double bay = along / building.bay();
    double storey = above / building.storey();
    int column = (int) Math.floor(bay);
    int row = (int) Math.floor(storey);
    double inBay = bay - column;
    double inStorey = storey - row;
    int light = SIDE_LIGHT[side];
    double stain = noise.at(along * 0.6 + side * 31, above * 0.4, ValueNoise.PERIOD) * 16;
    double grain = grain(along * 4, above * 4, fade(0.25, footprint)) * 10;
    int colour = Colours.lighter(building.wall(), (int) Math.rint(light + stain + grain));
    if (inBay > 0.22 && inBay < 0.78 && inStorey > 0.25 && inStorey < 0.8) {
      long hash = Randomness.mix(building.pattern() + 4L * (row * 1009L + column) + side);
      boolean lit = (hash >>> 11) * 0x1p-53 < look.lit();
      int glass = lit ? LAMP : building.window();
      double detail = fade(building.bay() / 2, footprint);
      colour = Colours.blend(colour, Colours.lighter(glass, (int) (hash & 15)), weight(detail));
    }
    return hazy(colour, depth);
  }

  /** The colour of a tree, 0 beside it; {@code across} and {@code up} in radii of the crown. */
  int tree(Tree tree, double across, double up, double depth) {
    double reach = across * across + up * up;
    double leaf = noise.at(across * 4 + tree.x(), up * 4 + tree.y(), ValueNoise.PERIOD);
    if (reach < 1 + 0.5 * leaf) {
      return hazy(
          Colours.lighter(tree.leaves(), (int) Math.rint(30 * leaf + 22 * (up - across))), depth);
    }
    return up < 0 && Math.abs(across) < 0.12 ? hazy(trunk, depth) : 0;
  }

  void sky(Frame frame, int column, int end, double azimuth, double horizon, double focal) {
    double turns = azimuth / (2 * Math.PI) * SKY_PERIOD;
    double hill = look.hills() * (1.2 + noise.fractal(turns * 0.5, 3, SKY_PERIOD / 2, 3));
    double hillTop = horizon - hill * focal;
    int hillColour = Colours.blend(look.ground(), look.haze(), 150);
    int start = (int) Math.max(0, Math.floor(hillTop));
    for (int row = 0; row < end; row++) {
      double above = Math.max(0, horizon - row) / focal;
      int colour = Colours.blend(look.haze(), look.zenith(), weight(Math.min(1, above * 2.2)));
      double cloud = noise.fractal(turns, above * 22, SKY_PERIOD, 2) + look.cloudCover() - 0.55;
      colour = Colours.blend(colour, look.cloud(), weight(Math.max(0, Math.min(0.9, cloud * 2))));
      if (row >= start) {
        double cover = Math.max(0, Math.min(1, row + 1 - hillTop));
        colour = Colours.blend(colour, hillColour, weight(cover));
      }
      frame.colours()[row * frame.width() + column] = colour;
    }
  }

  private double grain(double x, double y, double visible) {
    return visible == 0 ? 0 : noise.at(x, y, ValueNoise.PERIOD) * visible;
  }

  private int hazy(int colour, double depth) {
    double share = Math.min(1, depth * perVisibility);
    return Colours.blend(colour, look.haze(), weight(share * share * (3 - 2 * share)));
  }

  private static double fade(double size, double footprint) {
    return Math.max(0, Math.min(1, size / footprint / 2 - 0.5));
  }

  private static int weight(double share) {
    return (int) Math.rint(share * Colours.ONE);
  }
}
