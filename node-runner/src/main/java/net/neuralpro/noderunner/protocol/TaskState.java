package net.neuralpro.noderunner.protocol;

import net.neuralpro.connectors.chain.tasks.TaskId;

/** How far a task is, for one of its nodes. */
public record TaskState(TaskId task, Stage stage) {
  /** The way of a task, in this order. */
  public enum Stage {
    /** Results are put down sealed. */
    COMMITTING,
    /** All that were put down are in: outputs are uploaded and seals opened. */
    REVEALING,
    /** The node's part is done. */
    ENDED,
    /** Nobody wants it any more, or the node came too late. */
    CANCELLED
  }
}
