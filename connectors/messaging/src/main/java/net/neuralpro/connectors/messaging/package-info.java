/** Queues and caches that may be lost at any moment, since the truth is kept elsewhere. */
@NullMarked
package net.neuralpro.connectors.messaging;

import org.jspecify.annotations.NullMarked;
