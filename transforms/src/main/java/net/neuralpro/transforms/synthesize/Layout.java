package net.neuralpro.transforms.synthesize;

/**
 * The streets of a world, and the camera above them; lengths in metres.
 *
 * @param pitch from the centre of a street to that of the next
 * @param road half the width of a road
 * @param pavement width of the pavement on one side
 * @param cameraHeight above the ground
 */
record Layout(double pitch, double road, double pavement, double cameraHeight) {

  static Layout of(Randomness random) {
    return new Layout(
        random.uniform(64, 84),
        random.uniform(5.5, 8),
        random.uniform(1.5, 5),
        random.uniform(1.2, 2.6));
  }
}
