package net.neuralpro.pipelines.flows.chain;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.connectors.chain.network.Contributions;
import net.neuralpro.pipelines.flows.submit.RegistrationBook;
import net.neuralpro.pipelines.flows.submit.Submitted;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.schemas.recording.PrivateHalf;
import net.neuralpro.schemas.recording.Registration;

/**
 * Registers the recordings of a contributor under one root of their blinded identifiers, so that
 * the chain knows who had them first before anybody may know of them.
 *
 * @param book where it is kept how each was registered
 */
public record RegisterRecordings(RegistrationBook book) {
  /**
   * Registers those that are the contributor's own and not registered yet. Again, it changes
   * nothing: what will be sent is written down first.
   *
   * @param contributor who sends it
   * @return the same recordings, with what is known of their registration
   */
  public List<Submitted> at(
      Contributions contributions, Address contributor, List<Submitted> recordings)
      throws IOException {
    List<Submitted> known = new ArrayList<>();
    List<Digest> blinded = new ArrayList<>();
    for (Submitted submitted : recordings) {
      Submitted one = informed(submitted);
      known.add(one);
      if (isNew(one, contributor)) {
        blinded.add(Registration.blind(one.recording(), half(one)));
      }
    }
    for (int start = 0; start < blinded.size(); start += Registration.MOST) {
      List<Digest> some =
          blinded.subList(start, Math.min(blinded.size(), start + Registration.MOST));
      keep(known, contributor, some);
    }
    List<Submitted> registered = new ArrayList<>();
    SortedMap<Digest, Integer> roots = new TreeMap<>();
    for (Submitted submitted : known) {
      Submitted one = informed(submitted);
      registered.add(one);
      if (one.manifest().publicHalf().contributor().equals(contributor)) {
        one.registration().ifPresent(it -> roots.put(it.root(), it.blinded().size()));
      }
    }
    for (Map.Entry<Digest, Integer> root : roots.entrySet()) {
      contributions.register(root.getKey(), root.getValue());
    }
    return registered;
  }

  private void keep(List<Submitted> known, Address contributor, List<Digest> together)
      throws IOException {
    for (Submitted submitted : known) {
      if (isNew(submitted, contributor)
          && together.contains(Registration.blind(submitted.recording(), half(submitted)))) {
        book.keep(
            submitted.recording(),
            Registration.of(together, submitted.recording(), half(submitted)));
      }
    }
  }

  private Submitted informed(Submitted submitted) throws IOException {
    return submitted.registration().isPresent()
        ? submitted
        : submitted.with(book.find(submitted.recording()));
  }

  private static boolean isNew(Submitted submitted, Address contributor) {
    return submitted.registration().isEmpty()
        && submitted.privateHalf().isPresent()
        && submitted.manifest().publicHalf().contributor().equals(contributor);
  }

  private static PrivateHalf half(Submitted submitted) {
    return submitted.privateHalf().orElseThrow();
  }
}
