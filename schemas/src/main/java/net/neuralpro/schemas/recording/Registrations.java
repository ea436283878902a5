package net.neuralpro.schemas.recording;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.schemas.content.Cid;

/**
 * What others have to say of recordings, as a run is given it: which was registered before which,
 * and which were revoked. A contributor's own word decides neither.
 *
 * @param order recordings by the order of their registration; one that is not here came after all
 * @param shown how recordings were registered, by recording
 * @param revocations by recording
 */
public record Registrations(
    List<Cid> order, SortedMap<Cid, Registration> shown, SortedMap<Cid, Revocation> revocations) {
  /** Nobody says anything. */
  public static final Registrations NONE =
      new Registrations(List.of(), new TreeMap<>(), new TreeMap<>());

  public Registrations {
    order = List.copyOf(new LinkedHashSet<>(order));
    shown = Collections.unmodifiableSortedMap(new TreeMap<>(shown));
    revocations = Collections.unmodifiableSortedMap(new TreeMap<>(revocations));
  }

  /** These, and these revocations too; the earlier one of a recording is kept. */
  public Registrations with(Collection<Revocation> more) {
    SortedMap<Cid, Revocation> all = new TreeMap<>(revocations);
    more.forEach(
        revocation ->
            all.merge(
                revocation.recording(),
                revocation,
                (one, other) -> one.block() <= other.block() ? one : other));
    return new Registrations(order, shown, all);
  }

  /** The same registrations with no revocations. */
  public Registrations withoutRevocations() {
    return new Registrations(order, shown, new TreeMap<>());
  }

  /** What is said of these recordings. */
  public Registrations of(Collection<Cid> recordings) {
    SortedMap<Cid, Revocation> some = new TreeMap<>(revocations);
    some.keySet().retainAll(recordings);
    SortedMap<Cid, Registration> those = new TreeMap<>(shown);
    those.keySet().retainAll(recordings);
    return new Registrations(order.stream().filter(recordings::contains).toList(), those, some);
  }

  public Optional<Revocation> revocation(Cid recording) {
    return Optional.ofNullable(revocations.get(recording));
  }

  public boolean isRevoked(Cid recording) {
    return revocations.containsKey(recording);
  }
}
