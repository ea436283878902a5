/** GPMF: the telemetry that GoPro cameras and what is connected to them write. */
@NullMarked
package net.neuralpro.connectors.media.telemetry.gpmf;

import org.jspecify.annotations.NullMarked;
