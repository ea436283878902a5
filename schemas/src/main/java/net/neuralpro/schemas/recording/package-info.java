/** Recordings, their streams and their signed manifests. */
@NullMarked
package net.neuralpro.schemas.recording;

import org.jspecify.annotations.NullMarked;
