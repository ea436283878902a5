/** Telemetry files, read in one pass into a sink: DJI SRT, GPX and sensor tables. */
@NullMarked
package net.neuralpro.connectors.media.telemetry;

import org.jspecify.annotations.NullMarked;
