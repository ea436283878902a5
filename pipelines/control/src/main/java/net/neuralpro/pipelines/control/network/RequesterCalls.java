package net.neuralpro.pipelines.control.network;

import java.io.IOException;
import java.util.Optional;
import net.neuralpro.connectors.chain.tasks.TaskId;
import net.neuralpro.connectors.storage.BlockStream;
import net.neuralpro.noderunner.protocol.Events;
import net.neuralpro.noderunner.protocol.Missing;
import net.neuralpro.noderunner.protocol.OwnCheck;
import net.neuralpro.noderunner.protocol.Promises;
import net.neuralpro.noderunner.protocol.Submissions;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.Cid;

/** What a requester can ask of a scheduler. Every call may be made again. */
interface RequesterCalls {
  Missing submit(Submissions submissions) throws IOException;

  void promise(Promises promises) throws IOException;

  /** Events after a number; waits for some, and gives none if none came. */
  Events events(long after) throws IOException;

  /** Sends blocks. */
  void put(Cid root, BlockStream blocks) throws IOException;

  /** Says what it made of a task itself. */
  void check(TaskId task, OwnCheck check) throws IOException;

  /** A block of a task's outcome, checked. */
  Optional<Block> block(TaskId task, Cid cid) throws IOException;
}
