package net.neuralpro.transforms.synthesize;

/**
 * Colours as integers {@code alpha << 24 | Y << 16 | U << 8 | V}: YUV of ITU-R BT.601 in its
 * limited range, each component 8 bits; alpha is 255 where the colour covers all.
 */
final class Colours {
  static final int OPAQUE = 0xff000000;
  static final int BLACK = OPAQUE | 16 << 16 | 128 << 8 | 128;

  /** The whole, in weights. */
  static final int ONE = 256;

  private static final int EVEN = 0x00ff00ff;

  private Colours() {}

  /** The colour of this red, green and blue, each 0 to 255. */
  static int rgb(int red, int green, int blue) {
    int y = 16 + (65_738 * red + 129_057 * green + 25_064 * blue + 131_072 >> 18);
    int u = 128 + (-37_945 * red - 74_494 * green + 112_439 * blue + 131_072 >> 18);
    int v = 128 + (112_439 * red - 94_154 * green - 18_285 * blue + 131_072 >> 18);
    return OPAQUE | y << 16 | u << 8 | v;
  }

  /** A colour of this hue 0 to 6, saturation and lightness 0 to 1. */
  static int hue(double hue, double saturation, double lightness) {
    double reach = saturation * Math.min(lightness, 1 - lightness);
    return rgb(
        channel(hue, 0, lightness, reach),
        channel(hue, 4, lightness, reach),
        channel(hue, 2, lightness, reach));
  }

  private static int channel(double hue, int offset, double lightness, double reach) {
    double k = (hue * 2 + offset * 2) % 12;
    double value = lightness - reach * Math.max(-1, Math.min(Math.min(k - 3, 9 - k), 1));
    return (int) Math.rint(Math.max(0, Math.min(255, 255 * value)));
  }

  /** {@code weight} 256ths of {@code top}, the rest of {@code bottom}; alpha is not blended. */
  static int blend(int bottom, int top, int weight) {
    int rest = ONE - weight;
    int even = ((bottom & EVEN) * rest + (top & EVEN) * weight >>> 8) & EVEN;
    int odd = (bottom >>> 8 & 0xff) * rest + (top >>> 8 & 0xff) * weight & 0xff00;
    return OPAQUE | even | odd;
  }

  /** The colour, {@code steps} levels of luma lighter; darker if that is negative. */
  static int lighter(int colour, int steps) {
    int y = Math.max(16, Math.min(235, (colour >> 16 & 0xff) + steps));
    return colour & 0xff00ffff | y << 16;
  }
}
