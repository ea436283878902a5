package net.neuralpro.connectors.messaging;

import java.time.Duration;
import java.util.Optional;

/**
 * Hands out named pieces of work, each at least once.
 *
 * <p>Work is unfinished from its offer until {@link #finish} says true. Unfinished work is either
 * waiting or held by one consumer; what is held past its time waits again and gets a higher attempt
 * number when it is next handed out. Higher priorities go first; within a priority the lanes take
 * turns, one piece each, and within a lane the older offer goes first.
 *
 * <p>A queue may lose everything it knows. Then it is empty, holds no consumer to anything, and
 * whoever knows the unfinished work offers it anew. Only one finish of one offer says true, but
 * work that is offered again after it was finished, or while a consumer that the queue has
 * forgotten still does it, is done twice: doing it must be idempotent.
 *
 * <p>Any number of threads may use a queue. A call to a server connects and is answered each within
 * the queue's timeout, or fails.
 */
public interface WorkQueue extends AutoCloseable {
  /**
   * Adds work, unless work of this id is unfinished, which then stays as it is.
   *
   * @return whether it was added
   * @throws MessagingException QUEUE-FULL if the queue holds as much as it may
   */
  boolean offer(Work work) throws MessagingException;

  /**
   * The next piece of work, if any waits.
   *
   * @param consumer who takes it, named as work is
   * @param holdFor until when it must be finished or renewed; a millisecond or more
   * @throws MessagingException QUEUE-MALFORMED if what stood next is no work; it is dropped
   */
  Optional<Held> take(String consumer, Duration holdFor) throws MessagingException;

  /**
   * Holds work for longer, from now.
   *
   * @return whether it was still held by this hand-out; else the consumer had better stop
   */
  boolean renew(Held held, Duration holdFor) throws MessagingException;

  /**
   * Ends work for good.
   *
   * @return whether this hand-out was the last one and the work unfinished; work whose time is over
   *     may be finished as long as nobody else was given it
   */
  boolean finish(Held held) throws MessagingException;

  /**
   * Gives work back, to be handed out again at once.
   *
   * @return whether it was still held by this hand-out
   */
  boolean release(Held held) throws MessagingException;

  /** How many pieces wait, those whose time is over among them. */
  long waiting() throws MessagingException;

  /** How many pieces are held in time. */
  long held() throws MessagingException;

  @Override
  void close();
}
