package net.neuralpro.connectors.media.telemetry.gpmf;

import java.nio.ByteBuffer;

/**
 * The samples of one stream in one payload, scaled.
 *
 * @param key of the element they come from
 * @param rows how many samples
 * @param width values of each
 * @param values row after row
 */
record GpmfSamples(String key, int rows, int width, double[] values) {
  double at(int row, int column) {
    return values[row * width + column];
  }

  /**
   * Decodes an element.
   *
   * @param structure what TYPE says, for complex elements
   * @param scale the divisors that SCAL gives: none, one for all or one for each field
   */
  static GpmfSamples decode(GpmfElement element, String structure, double[] scale)
      throws GpmfException {
    String fields = GpmfTypes.fields(element, structure);
    int width = fields.length();
    if (scale.length > 1 && scale.length != width) {
      throw new GpmfException(
          "GPMF-SCALE",
          element.offset(),
          "%s has %d fields and %d scales".formatted(element.key(), width, scale.length));
    }
    double[] values = new double[element.repeat() * width];
    ByteBuffer bytes = element.value();
    int offset = 0;
    for (int index = 0; index < values.length; index++) {
      char type = fields.charAt(index % width);
      double value = GpmfTypes.number(bytes, offset, type);
      offset += GpmfTypes.size(type);
      values[index] =
          scale.length == 0 ? value : value / scale[scale.length == 1 ? 0 : index % width];
    }
    return new GpmfSamples(element.key(), element.repeat(), width, values);
  }

  /** The divisors of a SCAL element. */
  static double[] scale(GpmfElement element) throws GpmfException {
    String fields = GpmfTypes.fields(element, "");
    double[] scale = new double[element.repeat() * fields.length()];
    int size = GpmfTypes.size(element.type());
    for (int index = 0; index < scale.length; index++) {
      scale[index] = GpmfTypes.number(element.value(), index * size, element.type());
      if (scale[index] == 0 || !Double.isFinite(scale[index])) {
        throw new GpmfException("GPMF-SCALE", element.offset(), "SCAL divides by " + scale[index]);
      }
    }
    return scale;
  }
}
