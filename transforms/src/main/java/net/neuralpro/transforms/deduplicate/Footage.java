package net.neuralpro.transforms.deduplicate;

import java.io.IOException;

/** Gives the frames of each of some numbered clips. */
@FunctionalInterface
interface Footage {
  ClipFrames of(int clip) throws IOException;
}
