package net.neuralpro.connectors.messaging.memory;

import net.neuralpro.connectors.messaging.WorkQueue;
import net.neuralpro.connectors.messaging.WorkQueueContract;

class MemoryQueueTest extends WorkQueueContract {
  @Override
  protected WorkQueue make() {
    return new MemoryQueue(CAPACITY);
  }
}
