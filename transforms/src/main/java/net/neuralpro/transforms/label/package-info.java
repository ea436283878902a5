/** What the vehicle does: its motion in every row, and the events that it takes part in. */
@NullMarked
package net.neuralpro.transforms.label;

import org.jspecify.annotations.NullMarked;
