/** Video and telemetry files, in and out. */
@NullMarked
package net.neuralpro.connectors.media;

import org.jspecify.annotations.NullMarked;
