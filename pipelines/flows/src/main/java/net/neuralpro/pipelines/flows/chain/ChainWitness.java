package net.neuralpro.pipelines.flows.chain;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.connectors.chain.network.Contributions;
import net.neuralpro.connectors.chain.network.Place;
import net.neuralpro.pipelines.flows.submit.RegistrationBook;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.Multicodec;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.schemas.recording.Registration;
import net.neuralpro.schemas.recording.Registrations;
import net.neuralpro.schemas.recording.Revocation;
import net.neuralpro.schemas.recording.SignedManifest;
import net.neuralpro.schemas.reward.RegisteredTogether;

/**
 * What a chain says of recordings whose manifests are in a store. Only what the contributor of a
 * recording had the chain say counts: anybody may register or take back what he likes.
 *
 * @param store has the manifests
 * @param book shows which recordings are under which registered root
 */
public record ChainWitness(BlockStore store, RegistrationBook book) {
  /**
   * Where a recording stands among all that were registered: the place of its root, then within.
   */
  private record Rank(Cid recording, Place place, int index) {
    static final Comparator<Rank> ORDER =
        Comparator.comparing(Rank::place).thenComparing(Rank::index);
  }

  /** A root as somebody registered it. */
  private record Root(Digest root, Address registrar) {}

  /**
   * What is final on the chain now.
   *
   * @param parent the version that is gone on from: how its recordings were registered is learnt
   */
  public Registrations ask(Contributions contributions, Optional<Cid> parent) throws IOException {
    if (parent.isPresent()) {
      learn(new StoredVersions(store).registrations(Digest.of(parent.get().digest())));
    }
    Map<Root, Place> places = new HashMap<>();
    for (Contributions.Registered registered : contributions.registrations()) {
      places.putIfAbsent(new Root(registered.root(), registered.registrar()), registered.place());
    }
    List<Rank> ranks = new ArrayList<>();
    SortedMap<Cid, Registration> shown = new TreeMap<>();
    for (Map.Entry<Cid, Registration> known : book.all().entrySet()) {
      Optional<Address> contributor = contributor(known.getKey());
      if (contributor.isPresent()) {
        Place place = places.get(new Root(known.getValue().root(), contributor.get()));
        if (place != null) {
          ranks.add(new Rank(known.getKey(), place, known.getValue().index()));
          shown.put(known.getKey(), known.getValue());
        }
      }
    }
    List<Cid> order = ranks.stream().sorted(Rank.ORDER).map(Rank::recording).toList();
    return new Registrations(order, shown, new TreeMap<>()).with(revocations(contributions));
  }

  private void learn(List<RegisteredTogether> registrations) throws IOException {
    for (RegisteredTogether together : registrations) {
      for (RegisteredTogether.Shown shown : together.shown()) {
        book.keep(
            Cid.ofDigest(Multicodec.DAG_JSON, shown.recording().bytes()),
            new Registration(together.blinded(), shown.index(), shown.salt()));
      }
    }
  }

  /** The revocations that count, the first one of a recording first. */
  private List<Revocation> revocations(Contributions contributions) throws IOException {
    List<Revocation> counting = new ArrayList<>();
    for (Revocation revocation : contributions.revocations()) {
      if (contributor(revocation.recording()).equals(Optional.of(revocation.contributor()))) {
        counting.add(revocation);
      }
    }
    return counting;
  }

  /** Who signed a recording's manifest, if that is here. */
  private Optional<Address> contributor(Cid recording) throws IOException {
    Optional<Block> manifest = store.get(recording);
    return manifest.isEmpty()
        ? Optional.empty()
        : Optional.of(SignedManifest.read(manifest.get().bytes()).publicHalf().contributor());
  }
}
