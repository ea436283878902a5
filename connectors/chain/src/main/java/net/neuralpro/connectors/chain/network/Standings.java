package net.neuralpro.connectors.chain.network;

import java.io.IOException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import net.neuralpro.connectors.chain.contracts.TaskEscrow;
import net.neuralpro.connectors.chain.index.ChainEvent;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;
import org.web3j.abi.datatypes.Event;

/** Puts together from final events where each batch stands. */
final class Standings {
  private static final Digest NONE = Digest.of(new byte[Digest.LENGTH]);

  private final Chain chain;
  private final SortedMap<Long, State> states = new TreeMap<>();

  /** What is known of a batch so far. */
  private static final class State {
    private final TaskEscrow.PostedEventResponse posted;
    private final Place place;
    private Optional<Place> decided = Optional.empty();
    private boolean paying;
    private final SortedMap<Integer, Standing.Demand> demands = new TreeMap<>();
    private final SortedSet<Long> waitsFor = new TreeSet<>();
    private final SortedSet<Address> claimed = new TreeSet<>();

    private State(TaskEscrow.PostedEventResponse posted, Place place) {
      this.posted = posted;
      this.place = place;
    }

    private Standing standing() {
      Digest list = Digest.of(posted.list);
      return new Standing(
          posted.batch.longValueExact(),
          Address.parse(posted.requester),
          Digest.of(posted.root),
          posted.count.intValueExact(),
          posted.total,
          list.equals(NONE) ? Optional.empty() : Optional.of(list),
          place,
          decided,
          paying,
          demands,
          waitsFor,
          claimed);
    }
  }

  private Standings(Chain chain) {
    this.chain = chain;
  }

  /** All batches by number. */
  static SortedMap<Long, Standing> of(Chain chain) throws IOException {
    Standings standings = new Standings(chain);
    standings.post();
    standings.ask();
    standings.hold();
    standings.decide();
    SortedMap<Long, Standing> all = new TreeMap<>();
    standings.states.forEach((number, state) -> all.put(number, state.standing()));
    return all;
  }

  private void post() throws IOException {
    for (ChainEvent event : chain.told(Escrow.CONTRACT, TaskEscrow.POSTED_EVENT)) {
      var told = TaskEscrow.getPostedEventFromLog(Asked.log(event));
      if (told.count.bitLength() < Integer.SIZE) {
        states.put(told.batch.longValueExact(), new State(told, Place.of(event)));
      }
    }
  }

  private void ask() throws IOException {
    each(
        TaskEscrow.DEMANDED_EVENT,
        (state, event) -> {
          var told = TaskEscrow.getDemandedEventFromLog(Asked.log(event));
          state.demands.put(
              told.index.intValueExact(),
              new Standing.Demand(
                  Address.parse(told.by), told.answerBy.longValueExact(), Place.of(event)));
        });
    each(
        TaskEscrow.ANSWERED_EVENT,
        (state, event) ->
            state.demands.remove(
                TaskEscrow.getAnsweredEventFromLog(Asked.log(event)).index.intValueExact()));
  }

  private void hold() throws IOException {
    each(
        TaskEscrow.HELD_EVENT,
        (state, event) ->
            state.waitsFor.add(
                TaskEscrow.getHeldEventFromLog(Asked.log(event)).earlier.longValueExact()));
    each(
        TaskEscrow.RELEASED_EVENT,
        (state, event) ->
            state.waitsFor.remove(
                TaskEscrow.getReleasedEventFromLog(Asked.log(event)).earlier.longValueExact()));
  }

  private void decide() throws IOException {
    each(TaskEscrow.VOIDED_EVENT, (state, event) -> state.decided = Optional.of(Place.of(event)));
    each(
        TaskEscrow.FINALISED_EVENT,
        (state, event) -> {
          state.decided = Optional.of(Place.of(event));
          state.paying = true;
        });
    each(
        TaskEscrow.CLAIMED_EVENT,
        (state, event) ->
            state.claimed.add(
                Address.parse(TaskEscrow.getClaimedEventFromLog(Asked.log(event)).node)));
  }

  /** All these events have the number of their batch as their first topic. */
  private void each(Event type, BiConsumer<State, ChainEvent> change) throws IOException {
    for (ChainEvent event : chain.told(Escrow.CONTRACT, type)) {
      State state = states.get(Long.parseLong(event.topics().get(1).substring(2 + 48), 16));
      if (state != null) {
        change.accept(state, event);
      }
    }
  }
}
