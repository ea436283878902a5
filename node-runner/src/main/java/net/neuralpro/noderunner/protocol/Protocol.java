package net.neuralpro.noderunner.protocol;

import java.time.Duration;
import net.neuralpro.connectors.chain.tasks.TaskId;
import net.neuralpro.schemas.content.Cid;

/**
 * Where the scheduler's API has what, and how much of it there may be. Messages are canonical
 * DAG-JSON; all but {@link #NETWORK} are signed, see {@link SignedCall}.
 */
public final class Protocol {
  /** GET, by anybody: a {@link NetworkDescription}. */
  public static final String NETWORK = "/v1/network";

  /** POST by a node, a {@link ClaimRequest}: {@link Orders}, perhaps none, when some come. */
  public static final String CLAIMS = "/v1/claims";

  /** POST by a requester, {@link Submissions}: the {@link Missing} blocks of their inputs. */
  public static final String SUBMISSIONS = "/v1/submissions";

  /** POST by a requester, {@link Promises}: nothing. */
  public static final String PROMISES = "/v1/promises";

  /** GET by a requester, with {@code ?after=N}: {@link Events} after number N, when some come. */
  public static final String EVENTS = "/v1/events";

  /** PUT by a requester, a CAR: nothing. Its blocks are those that were missing. */
  public static final String BLOCKS = "/v1/blocks";

  /** The longest message, in bytes. */
  public static final int MAX_MESSAGE = 1 << 20;

  /** The most things that one message names. */
  public static final int MAX_ITEMS = 1000;

  /** How long the scheduler waits before it says that nothing came. */
  public static final Duration MAX_WAIT = Duration.ofSeconds(20);

  private Protocol() {}

  /** GET by a node that was assigned the task, with {@code ?after=STAGE}: its {@link TaskState}. */
  public static String task(TaskId task) {
    return "/v1/tasks/" + task;
  }

  /**
   * GET of a block's bytes: by a node that was assigned the task, of the task's inputs and what
   * they link to; by its requester, of the output and what that links to.
   */
  public static String block(TaskId task, Cid block) {
    return task(task) + "/blocks/" + block;
  }

  /** POST by the task's requester, an {@link OwnCheck}: nothing. */
  public static String check(TaskId task) {
    return task(task) + "/check";
  }

  /** POST by a node, a {@link Commit}: the {@link TaskState}. */
  public static String commit(TaskId task) {
    return task(task) + "/commit";
  }

  /**
   * PUT by a node, a CAR whose root is the outcome's block: nothing. It has every block that the
   * outcome links to and the task's inputs do not have.
   */
  public static String output(TaskId task) {
    return task(task) + "/output";
  }

  /** POST by a node, a {@link Reveal}: the {@link TaskState}. */
  public static String reveal(TaskId task) {
    return task(task) + "/reveal";
  }

  /** POST by a node, a {@link GivenUp}: nothing. */
  public static String giveUp(TaskId task) {
    return task(task) + "/give-up";
  }
}
