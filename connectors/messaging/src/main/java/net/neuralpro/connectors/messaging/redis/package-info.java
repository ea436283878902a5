/** Queue and cache on a Redis server. */
@NullMarked
package net.neuralpro.connectors.messaging.redis;

import org.jspecify.annotations.NullMarked;
