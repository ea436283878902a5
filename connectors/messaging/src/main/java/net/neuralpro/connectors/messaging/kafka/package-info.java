/** Queues on Kafka. */
@NullMarked
package net.neuralpro.connectors.messaging.kafka;

import org.jspecify.annotations.NullMarked;
