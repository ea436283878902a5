package net.neuralpro.noderunner.protocol;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import net.neuralpro.connectors.chain.tasks.TaskId;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;

/** What happened to a task, for its requester. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Event.Proposed.class, name = "proposed"),
  @JsonSubTypes.Type(value = Event.Unchecked.class, name = "unchecked"),
  @JsonSubTypes.Type(value = Event.Finished.class, name = "finished"),
  @JsonSubTypes.Type(value = Event.Failed.class, name = "failed")
})
public sealed interface Event {
  /** Its number among the requester's events, which grows by one. */
  long number();

  /** Which task. */
  TaskId task();

  /** A node claims the task: the requester signs its assignment, or refuses the node. */
  record Proposed(long number, TaskId task, Address node) implements Event {}

  /**
   * The task's result was drawn to be checked, and no node is there to do it again: the requester
   * may, by an {@link OwnCheck}. Nodes that come meanwhile may do so too.
   */
  record Unchecked(long number, TaskId task) implements Event {}

  /**
   * The task has an outcome that stands.
   *
   * @param outcome CID of the outcome's block
   * @param node who made it
   * @param image SHA-256 of the image that made it
   */
  record Finished(long number, TaskId task, Cid outcome, Address node, Digest image)
      implements Event {}

  /** No node could do it, or its deadline is over. */
  record Failed(long number, TaskId task, String rule, String reason) implements Event {}
}
