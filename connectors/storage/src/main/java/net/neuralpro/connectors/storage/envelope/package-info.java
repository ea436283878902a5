/** Files encrypted for some people, as folders of opaque objects that any store may keep. */
@NullMarked
package net.neuralpro.connectors.storage.envelope;

import org.jspecify.annotations.NullMarked;
