/** Clips: bounded windows of an episode, with scores, labels and events. */
@NullMarked
package net.neuralpro.schemas.clip;

import org.jspecify.annotations.NullMarked;
