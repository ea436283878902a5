package net.neuralpro.pipelines.flows.reward;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.schemas.reward.ChainEvents;
import net.neuralpro.schemas.reward.ContributionFact;
import net.neuralpro.schemas.reward.RegisteredTogether;
import net.neuralpro.schemas.reward.RegistrationTurn;
import net.neuralpro.schemas.reward.RewardRule;
import net.neuralpro.schemas.reward.RewardStatement;
import net.neuralpro.schemas.reward.Wei;

/**
 * Makes statements of what a chain and published versions say. Whoever closes an epoch and whoever
 * checks it do the same.
 *
 * @param close makes each statement and keeps it
 * @param versions what was published
 */
public record StatementReplay(EpochClose close, PublishedVersions versions) {
  /**
   * Makes the statements of all epochs that were settled, from the first.
   *
   * @param times of the statements, in order
   */
  public List<RewardStatement> replay(ChainEvents events, RewardRule rule, List<EpochTime> times)
      throws IOException {
    List<RewardStatement> statements = new ArrayList<>();
    Optional<Cid> previous = Optional.empty();
    for (EpochTime time : times) {
      RewardStatement statement = next(events, rule, time, previous);
      statements.add(statement);
      previous = Optional.of(statement.block().cid());
    }
    return statements;
  }

  /**
   * Makes a statement upon the one before, which is believed.
   *
   * @param events at least those up to the last block
   * @param previous the statement before, if there is one
   */
  public RewardStatement next(
      ChainEvents events, RewardRule rule, EpochTime time, Optional<Cid> previous)
      throws IOException {
    long last = time.last().number();
    Map<Root, ChainEvents.Registered> roots = new HashMap<>();
    for (ChainEvents.Registered event : events.registered()) {
      if (event.block() <= last) {
        roots.merge(new Root(event.root(), event.registrar()), event, StatementReplay::earlier);
      }
    }
    Set<ChainEvents.Revoked> revocations = new HashSet<>();
    events.revoked().stream()
        .filter(event -> event.block() <= last)
        .map(event -> new ChainEvents.Revoked(0, event.contributor(), event.recording()))
        .forEach(revocations::add);
    Set<Digest> revoked = new HashSet<>();
    Map<Digest, RegistrationTurn> turns = new HashMap<>();
    for (ChainEvents.Published version : events.published()) {
      if (version.block() <= last) {
        for (RegisteredTogether together : versions.registrations(version.version())) {
          take(together, roots, turns);
          revoked.addAll(revoked(together, revocations));
        }
      }
    }
    EpochInputs inputs =
        new EpochInputs(
            time.epoch(), time.first(), time.last(), rule, funded(events, last), revoked);
    return close.close(inputs, new Joined(newest(events, last), turns), previous);
  }

  private static ChainEvents.Registered earlier(
      ChainEvents.Registered one, ChainEvents.Registered other) {
    return Comparator.comparingLong(ChainEvents.Registered::block)
                .thenComparingInt(ChainEvents.Registered::logIndex)
                .compare(one, other)
            <= 0
        ? one
        : other;
  }

  /** A root as an account registered it. */
  private record Root(Digest root, Address registrar) {}

  private static void take(
      RegisteredTogether together,
      Map<Root, ChainEvents.Registered> roots,
      Map<Digest, RegistrationTurn> turns) {
    Digest root = together.root();
    for (RegisteredTogether.Shown shown : together.shown()) {
      ChainEvents.Registered event = roots.get(new Root(root, shown.contributor()));
      if (event != null) {
        turns.merge(
            together.blinded().get(shown.index()),
            new RegistrationTurn(event.block(), event.logIndex(), shown.index()),
            (one, other) -> one.compareTo(other) <= 0 ? one : other);
      }
    }
  }

  private static Collection<Digest> revoked(
      RegisteredTogether together, Set<ChainEvents.Revoked> revocations) {
    return together.shown().stream()
        .filter(
            shown ->
                revocations.contains(
                    new ChainEvents.Revoked(0, shown.contributor(), shown.recording())))
        .map(shown -> together.blinded().get(shown.index()))
        .toList();
  }

  private static SortedMap<Digest, Wei> funded(ChainEvents events, long last) {
    SortedMap<Digest, Wei> funded = new TreeMap<>();
    events.funded().stream()
        .filter(event -> event.block() <= last)
        .forEach(event -> funded.merge(event.dataset(), event.amount(), Wei::plus));
    return funded;
  }

  /** The newest version of each dataset. */
  private static Collection<ChainEvents.Published> newest(ChainEvents events, long last) {
    SortedMap<Digest, ChainEvents.Published> newest = new TreeMap<>();
    events.published().stream()
        .filter(event -> event.block() <= last)
        .forEach(
            event ->
                newest.merge(
                    event.dataset(),
                    event,
                    (one, other) -> one.number() >= other.number() ? one : other));
    return newest.values();
  }

  /** The facts of versions, one version after another, with when they were registered. */
  private final class Joined implements FactSource {
    private final Iterator<ChainEvents.Published> left;
    private final Map<Digest, RegistrationTurn> turns;
    private final Queue<FactSource> open = new ArrayDeque<>();

    Joined(Collection<ChainEvents.Published> newest, Map<Digest, RegistrationTurn> turns) {
      this.left = newest.iterator();
      this.turns = turns;
    }

    @Override
    public Optional<ContributionFact> next() throws IOException {
      while (true) {
        FactSource source = open.peek();
        if (source != null) {
          Optional<ContributionFact> fact = source.next();
          if (fact.isPresent()) {
            return fact.map(it -> it.with(Optional.ofNullable(turns.get(it.recording()))));
          }
          open.remove();
        } else if (left.hasNext()) {
          ChainEvents.Published version = left.next();
          open.add(versions.facts(version.dataset(), version.version()));
        } else {
          return Optional.empty();
        }
      }
    }
  }
}
