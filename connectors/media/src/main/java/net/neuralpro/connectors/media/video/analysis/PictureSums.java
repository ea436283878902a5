package net.neuralpro.connectors.media.video.analysis;

import java.util.ArrayList;
import java.util.List;

/**
 * Sums over a sparse sample of a picture's values, from which statistics of many pictures are added
 * up: every eighth sample of every eighth row, as red, green and blue by ITU-R BT.601 in limited
 * range, in integers.
 *
 * @param values how many values each channel has
 * @param channels red, green and blue
 */
public record PictureSums(long values, List<Channel> channels) {

  private static final int STEP = 8;
  private static final int FRACTION_BITS = 16;
  private static final int HALF = 1 << (FRACTION_BITS - 1);
  private static final int LUMA = 76_309;
  private static final int RED_OF_CR = 104_597;
  private static final int GREEN_OF_CB = -25_675;
  private static final int GREEN_OF_CR = -53_279;
  private static final int BLUE_OF_CB = 132_201;
  private static final int BLACK = 16;
  private static final int GREY = 128;

  public PictureSums {
    channels = List.copyOf(channels);
  }

  /**
   * One channel.
   *
   * @param sum of the values, 0 to 255 each
   * @param squares sum of their squares
   * @param minimum the least
   * @param maximum the greatest
   */
  public record Channel(long sum, long squares, int minimum, int maximum) {}

  /** Of a picture whose chroma planes have half its width and half its height. */
  public static PictureSums of(Plane luma, Plane chromaBlue, Plane chromaRed) {
    long values = 0;
    long[] sums = new long[3];
    long[] squares = new long[3];
    int[] minima = {255, 255, 255};
    int[] maxima = {0, 0, 0};
    int[] colour = new int[3];
    for (int y = 0; y < luma.height(); y += STEP) {
      for (int x = 0; x < luma.width(); x += STEP) {
        convert(at(luma, x, y), at(chromaBlue, x / 2, y / 2), at(chromaRed, x / 2, y / 2), colour);
        values++;
        for (int channel = 0; channel < colour.length; channel++) {
          int value = colour[channel];
          sums[channel] += value;
          squares[channel] += (long) value * value;
          minima[channel] = Math.min(minima[channel], value);
          maxima[channel] = Math.max(maxima[channel], value);
        }
      }
    }
    List<Channel> channels = new ArrayList<>();
    for (int channel = 0; channel < colour.length; channel++) {
      channels.add(new Channel(sums[channel], squares[channel], minima[channel], maxima[channel]));
    }
    return new PictureSums(values, channels);
  }

  private static int at(Plane plane, int x, int y) {
    return plane.samples().get(y * plane.stride() + x) & 0xff;
  }

  private static void convert(int luma, int blue, int red, int[] colour) {
    int grey = (luma - BLACK) * LUMA + HALF;
    int cb = blue - GREY;
    int cr = red - GREY;
    colour[0] = bounded((grey + RED_OF_CR * cr) >> FRACTION_BITS);
    colour[1] = bounded((grey + GREEN_OF_CB * cb + GREEN_OF_CR * cr) >> FRACTION_BITS);
    colour[2] = bounded((grey + BLUE_OF_CB * cb) >> FRACTION_BITS);
  }

  private static int bounded(int value) {
    return Math.max(0, Math.min(255, value));
  }
}
