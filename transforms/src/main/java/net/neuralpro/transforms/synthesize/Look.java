package net.neuralpro.transforms.synthesize;

/**
 * How a world looks and how its camera sees it. Colours as in {@link Colours}; lengths in metres.
 *
 * @param zenith colour of the sky above
 * @param haze colour of the sky at the horizon, and of what is far away
 * @param cloud colour of the clouds
 * @param cloudCover 0 (none) to 1
 * @param visibility the distance at which all is haze
 * @param hills height of the hills on the horizon as a slope
 * @param asphalt colour of the road
 * @param marking colour of the lane markings
 * @param pavement colour beside the road
 * @param ground colour of what is left
 * @param leaves colour of the trees
 * @param wallHue of the buildings, 0 to 6
 * @param wallLightness of the buildings, 0 to 1
 * @param lit share of the windows with light
 * @param storeys greatest number of storeys
 * @param built probability of a building on a lot
 * @param wooded probability of a tree at a place for one
 * @param focalLength in picture widths
 * @param horizon in picture heights from above
 */
record Look(
    int zenith,
    int haze,
    int cloud,
    double cloudCover,
    double visibility,
    double hills,
    int asphalt,
    int marking,
    int pavement,
    int ground,
    int leaves,
    double wallHue,
    double wallLightness,
    double lit,
    int storeys,
    double built,
    double wooded,
    double focalLength,
    double horizon) {

  /** Places for buildings along a side of a block. */
  static final int LOTS = 3;

  static Look of(Randomness random) {
    int kind = random.below(4);
    boolean night = kind == 0;
    double skyHue = random.uniform(3.1, 3.7);
    double evening = kind == 1 ? random.uniform(0.2, 0.7) : 0;
    double light = night ? random.uniform(0.18, 0.3) : random.uniform(0.6, 0.9);
    double groundHue = kind == 3 ? 3.3 : random.uniform(0.6, 2.2);
    double groundLight = kind == 3 ? 0.9 : night ? 0.2 : random.uniform(0.25, 0.5);
    double asphalt = night ? random.uniform(0.2, 0.3) : random.uniform(0.22, 0.55);
    return new Look(
        Colours.hue(skyHue, night ? 0.5 : random.uniform(0.3, 0.8), light * 0.75),
        Colours.hue(evening > 0 ? evening : skyHue, evening > 0 ? 0.8 : 0.25, light),
        Colours.hue(3.4, 0.05, night ? 0.25 : kind == 2 ? 0.5 : 0.95),
        random.uniform(0.1, 0.9),
        random.uniform(120, 320),
        random.uniform(0.01, 0.14),
        Colours.hue(random.uniform(0, 6), 0.06, asphalt),
        Colours.hue(random.uniform(0.7, 1), random.chance(0.4) ? 0.8 : 0, night ? 0.6 : 0.93),
        Colours.hue(random.uniform(0, 6), 0.12, night ? 0.35 : random.uniform(0.45, 0.75)),
        Colours.hue(groundHue, random.uniform(0.15, 0.5), groundLight),
        Colours.hue(random.uniform(0.5, 2.4), random.uniform(0.3, 0.6), night ? 0.18 : 0.3),
        random.uniform(0, 6),
        night ? random.uniform(0.2, 0.35) : random.uniform(0.3, 0.75),
        night ? random.uniform(0.3, 0.7) : random.uniform(0, 0.15),
        2 + random.below(12),
        random.uniform(0.35, 0.95),
        random.uniform(0.1, 0.8),
        random.uniform(0.6, 1),
        random.uniform(0.34, 0.62));
  }
}
