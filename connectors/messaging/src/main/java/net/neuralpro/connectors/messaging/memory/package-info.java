/** Queue and cache within this process. */
@NullMarked
package net.neuralpro.connectors.messaging.memory;

import org.jspecify.annotations.NullMarked;
