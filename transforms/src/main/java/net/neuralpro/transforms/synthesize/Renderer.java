package net.neuralpro.transforms.synthesize;

import java.util.Arrays;
import net.neuralpro.transforms.synthesize.World.Building;
import net.neuralpro.transforms.synthesize.World.Tree;

/**
 * Draws a {@link World} as a level camera sees it, column by column: a ray walks through the blocks
 * and meets walls from near to far, the ground is before them and the sky above. Depths are along
 * the camera's axis, in metres.
 */
final class Renderer {
  private static final int MAXIMUM_BLOCKS = 12;
  private static final int MAXIMUM_HITS = 32;
  private static final int TREE_BLOCKS = 2;
  private static final double NEAR = 0.3;

  private final World world;
  private final Layout layout;
  private final Look look;
  private final Surfaces surfaces;
  private final Frame frame;
  private final int width;
  private final int height;
  private final double focal;
  private final double[] depths;
  private final double[] columnAngles;
  private final double[] hitDepths = new double[MAXIMUM_HITS];
  private final double[] hitPlaces = new double[MAXIMUM_HITS];
  private final int[] hitSides = new int[MAXIMUM_HITS];
  private final Building[] hitBuildings = new Building[MAXIMUM_HITS];
  private int hits;
  private double horizon;

  Renderer(World world, Frame frame) {
    this.world = world;
    this.layout = world.layout();
    this.look = world.look();
    this.surfaces = new Surfaces(world);
    this.frame = frame;
    this.width = frame.width();
    this.height = frame.height();
    this.focal = look.focalLength() * width;
    this.depths = new double[width * height];
    this.columnAngles = new double[width];
    for (int column = 0; column < width; column++) {
      columnAngles[column] = StrictMath.atan(slope(column));
    }
  }

  private double slope(int column) {
    return (column + 0.5 - width / 2.0) / focal;
  }

  void render(Camera camera) {
    horizon = height * (look.horizon() + camera.shake() / 1000);
    double forwardX = StrictMath.cos(camera.yaw());
    double forwardY = StrictMath.sin(camera.yaw());
    Arrays.fill(depths, Double.MAX_VALUE);
    for (int column = 0; column < width; column++) {
      double slope = slope(column);
      double rayX = forwardX + slope * forwardY;
      double rayY = forwardY - slope * forwardX;
      walk(camera.x(), camera.y(), rayX, rayY);
      int top = height;
      for (int hit = 0; hit < hits; hit++) {
        top = drawWall(column, hit, camera, rayX, rayY, top);
      }
      if (hits == 0) {
        top = drawGround(column, camera, rayX, rayY, (int) Math.floor(horizon) + 1);
      }
      surfaces.sky(
          frame,
          column,
          Math.min(top, height),
          camera.yaw() - columnAngles[column],
          horizon,
          focal);
    }
    drawTrees(camera, forwardX, forwardY);
  }

  /** Collects the walls that a ray meets, nearest first. */
  private void walk(double x, double y, double rayX, double rayY) {
    hits = 0;
    double pitch = layout.pitch();
    int blockX = (int) Math.floor(x / pitch);
    int blockY = (int) Math.floor(y / pitch);
    int stepX = rayX > 0 ? 1 : -1;
    int stepY = rayY > 0 ? 1 : -1;
    double nextX = rayX == 0 ? Double.MAX_VALUE : ((blockX + (stepX + 1) / 2) * pitch - x) / rayX;
    double nextY = rayY == 0 ? Double.MAX_VALUE : ((blockY + (stepY + 1) / 2) * pitch - y) / rayY;
    double perX = 1 / rayX;
    double perY = 1 / rayY;
    for (int step = 0; step < MAXIMUM_BLOCKS; step++) {
      for (Building building : world.block(blockX, blockY).buildings()) {
        meet(building, x, y, rayX, rayY, perX, perY);
      }
      if (Math.min(nextX, nextY) > look.visibility()) {
        return;
      }
      if (nextX < nextY) {
        nextX += pitch / Math.abs(rayX);
        blockX += stepX;
      } else {
        nextY += pitch / Math.abs(rayY);
        blockY += stepY;
      }
    }
  }

  private void meet(
      Building building, double x, double y, double rayX, double rayY, double perX, double perY) {
    double enterX = ((rayX > 0 ? building.west() : building.east()) - x) * perX;
    double leaveX = ((rayX > 0 ? building.east() : building.west()) - x) * perX;
    double enterY = ((rayY > 0 ? building.south() : building.north()) - y) * perY;
    double leaveY = ((rayY > 0 ? building.north() : building.south()) - y) * perY;
    double enter = Math.max(enterX, enterY);
    if (!(enter > NEAR && enter < Math.min(leaveX, leaveY)) || hits == MAXIMUM_HITS) {
      return;
    }
    int place = hits;
    while (place > 0 && hitDepths[place - 1] > enter) {
      hitDepths[place] = hitDepths[place - 1];
      hitPlaces[place] = hitPlaces[place - 1];
      hitSides[place] = hitSides[place - 1];
      hitBuildings[place] = hitBuildings[place - 1];
      place--;
    }
    boolean acrossX = enterX > enterY;
    hitDepths[place] = enter;
    hitPlaces[place] =
        acrossX ? y + enter * rayY - building.south() : x + enter * rayX - building.west();
    hitSides[place] = acrossX ? (rayX > 0 ? 0 : 2) : rayY > 0 ? 1 : 3;
    hitBuildings[place] = building;
    hits++;
  }

  /** Draws what of a wall is not hidden, and the ground before the nearest. */
  private int drawWall(int column, int hit, Camera camera, double rayX, double rayY, int top) {
    double depth = hitDepths[hit];
    Building building = hitBuildings[hit];
    int visibleTop = top;
    if (hit == 0) {
      int base = (int) Math.ceil(horizon + focal * layout.cameraHeight() / depth);
      visibleTop = drawGround(column, camera, rayX, rayY, Math.min(base, height));
    }
    double metre = focal / depth;
    double roof = horizon - metre * (building.height() - layout.cameraHeight());
    int first = Math.max(0, (int) Math.ceil(roof));
    for (int row = first; row < visibleTop; row++) {
      double above = building.height() - (row + 0.5 - roof) / metre;
      int index = row * width + column;
      frame.colours()[index] =
          surfaces.wall(building, hitSides[hit], hitPlaces[hit], above, depth, 1 / metre);
      depths[index] = depth;
    }
    return Math.min(first, visibleTop);
  }

  private int drawGround(int column, Camera camera, double rayX, double rayY, int first) {
    int from = Math.max(0, first);
    for (int row = from; row < height; row++) {
      double below = Math.max(0.25, row + 0.5 - horizon);
      double depth = focal * layout.cameraHeight() / below;
      int index = row * width + column;
      frame.colours()[index] =
          surfaces.ground(
              camera.x() + depth * rayX, camera.y() + depth * rayY, depth, depth / focal);
      depths[index] = depth;
    }
    return from;
  }

  private void drawTrees(Camera camera, double forwardX, double forwardY) {
    int centreX = (int) Math.floor(camera.x() / layout.pitch());
    int centreY = (int) Math.floor(camera.y() / layout.pitch());
    for (int y = centreY - TREE_BLOCKS; y <= centreY + TREE_BLOCKS; y++) {
      for (int x = centreX - TREE_BLOCKS; x <= centreX + TREE_BLOCKS; x++) {
        for (Tree tree : world.block(x, y).trees()) {
          double east = tree.x() - camera.x();
          double north = tree.y() - camera.y();
          double depth = east * forwardX + north * forwardY;
          double right = east * forwardY - north * forwardX;
          if (depth > 2 && depth < look.visibility()) {
            drawTree(tree, depth, width / 2.0 + focal * right / depth);
          }
        }
      }
    }
  }

  private void drawTree(Tree tree, double depth, double centre) {
    double metre = focal / depth;
    double radius = tree.radius() * metre;
    double middle = horizon - (tree.height() - tree.radius() - layout.cameraHeight()) * metre;
    int bottom = (int) Math.min(height, horizon + layout.cameraHeight() * metre);
    int left = (int) Math.max(0, Math.ceil(centre - 1.3 * radius));
    int right = (int) Math.min(width, centre + 1.3 * radius);
    for (int row = (int) Math.max(0, middle - 1.3 * radius); row < bottom; row++) {
      for (int column = left; column < right; column++) {
        int index = row * width + column;
        if (depth < depths[index]) {
          double across = (column + 0.5 - centre) / radius;
          double up = (middle - row - 0.5) / radius;
          int colour = surfaces.tree(tree, across, up, depth);
          if (colour != 0) {
            frame.colours()[index] = colour;
            depths[index] = depth;
          }
        }
      }
    }
  }
}
