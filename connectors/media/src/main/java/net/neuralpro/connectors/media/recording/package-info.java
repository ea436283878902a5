/** Recordings: found among files, declared by recording.yaml, read as streams on one clock. */
@NullMarked
package net.neuralpro.connectors.media.recording;

import org.jspecify.annotations.NullMarked;
