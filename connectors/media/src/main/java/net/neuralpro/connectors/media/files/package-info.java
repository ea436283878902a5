/** The files of a recording, wherever they are kept. */
@NullMarked
package net.neuralpro.connectors.media.files;

import org.jspecify.annotations.NullMarked;
