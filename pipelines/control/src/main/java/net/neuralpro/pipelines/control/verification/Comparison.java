package net.neuralpro.pipelines.control.verification;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** When two outputs of one derivation are the same. */
public sealed interface Comparison {
  /** Bytes for bytes, as for every operator that is not declared otherwise. */
  record Exact() implements Comparison {
    @Override
    public boolean same(byte[] first, byte[] second) {
      return Arrays.equals(first, second);
    }

    @Override
    public Map<String, Object> form() {
      return new TreeMap<>(Map.of("kind", "exact"));
    }
  }

  /**
   * Samples of 8 bits whose peak signal-to-noise ratio 10·log10(255²/MSE) is high enough. It is
   * compared as (255²·n)^10 ≥ (sum of squared differences)^10 · 10^dB, in whole numbers.
   *
   * @param decibels the least ratio, 1 to 100 dB
   */
  record SignalToNoise(int decibels) implements Comparison {
    private static final int PEAK = 255;

    public SignalToNoise {
      if (decibels < 1 || decibels > 100) {
        throw new IllegalArgumentException(
            "Cannot tolerate %d dB: 1 to 100 are needed".formatted(decibels));
      }
    }

    @Override
    public boolean same(byte[] first, byte[] second) {
      if (first.length != second.length) {
        return false;
      }
      long squares = 0;
      for (int index = 0; index < first.length; index++) {
        int difference = (first[index] & 0xff) - (second[index] & 0xff);
        squares += (long) difference * difference;
      }
      return BigInteger.valueOf((long) PEAK * PEAK)
              .multiply(BigInteger.valueOf(first.length))
              .pow(10)
              .compareTo(BigInteger.valueOf(squares).pow(10).multiply(BigInteger.TEN.pow(decibels)))
          >= 0;
    }

    @Override
    public Map<String, Object> form() {
      return new TreeMap<>(Map.of("kind", "psnr", "decibels", decibels));
    }
  }

  /**
   * Grey pictures whose difference hashes are near: each picture is shrunk to 9 by 8 means, and a
   * bit says whether a mean is above its right neighbour.
   *
   * @param width of a picture in pixels, 9 or more
   * @param height of a picture in pixels, 8 or more
   * @param bits in which the hashes of two pictures may differ, 0 to 63
   */
  record Perceptual(int width, int height, int bits) implements Comparison {
    private static final int COLUMNS = 9;
    private static final int ROWS = 8;

    public Perceptual {
      if (width < COLUMNS || height < ROWS || bits < 0 || bits > 63) {
        throw new IllegalArgumentException(
            "Cannot compare pictures of %dx%d within %d bits".formatted(width, height, bits));
      }
    }

    @Override
    public boolean same(byte[] first, byte[] second) {
      int picture = Math.multiplyExact(width, height);
      if (first.length != second.length || first.length % picture != 0) {
        return false;
      }
      for (int from = 0; from < first.length; from += picture) {
        if (Long.bitCount(hash(first, from) ^ hash(second, from)) > bits) {
          return false;
        }
      }
      return true;
    }

    /** The difference hash of the picture that begins at an index. */
    long hash(byte[] luma, int from) {
      long hash = 0;
      for (int row = 0; row < ROWS; row++) {
        long left = 0;
        long leftArea = 1;
        for (int column = 0; column < COLUMNS; column++) {
          int x0 = column * width / COLUMNS;
          int x1 = (column + 1) * width / COLUMNS;
          int y0 = row * height / ROWS;
          int y1 = (row + 1) * height / ROWS;
          long sum = 0;
          for (int y = y0; y < y1; y++) {
            for (int x = x0; x < x1; x++) {
              sum += luma[from + y * width + x] & 0xff;
            }
          }
          long area = (long) (x1 - x0) * (y1 - y0);
          if (column > 0) {
            hash = hash << 1 | (left * area > sum * leftArea ? 1 : 0);
          }
          left = sum;
          leftArea = area;
        }
      }
      return hash;
    }

    @Override
    public Map<String, Object> form() {
      return new TreeMap<>(
          Map.of("kind", "perceptual", "width", width, "height", height, "bits", bits));
    }
  }

  /** Whether two outputs count as one. */
  boolean same(byte[] first, byte[] second);

  /** What stands in the policy's canonical form. */
  Map<String, Object> form();
}
