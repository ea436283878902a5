package net.neuralpro.connectors.chain.network;

import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.neuralpro.connectors.chain.contracts.ContributionRegistry;
import net.neuralpro.connectors.chain.index.ChainEvent;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.Multicodec;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.schemas.recording.Registration;
import net.neuralpro.schemas.recording.Revocation;

/** Who came first with which recordings, and who took one back: {@code ContributionRegistry}. */
public final class Contributions {
  private static final String CONTRACT = "ContributionRegistry";

  private final Chain chain;
  private final ContributionRegistry registry;

  Contributions(Chain chain) {
    this.chain = chain;
    registry =
        ContributionRegistry.load(
            chain.contract(CONTRACT).text(), chain.web3j(), Asked.by(chain.web3j()), Asked.FREE);
  }

  /**
   * A root that was registered.
   *
   * @param registrar who registered it: the contributor, or a registrar for many
   * @param root over blinded identifiers of recordings, or over the registrations of a list
   * @param count how many there are
   * @param list SHA-256 of the published list of registrations, if it is of many contributors
   * @param place where it stands; who comes first counts
   */
  public record Registered(
      Address registrar, Digest root, long count, Optional<Digest> list, Place place) {}

  /**
   * Registers a root of the account's own recordings. Again, it changes nothing.
   *
   * @param root see {@link Registration#root()}
   * @param count how many recordings there are
   */
  public Place register(Digest root, int count) throws IOException {
    String name = "register " + root;
    if (!chain.lane().knows(name)) {
      Optional<Place> before = registered(root, chain.lane().address());
      if (before.isPresent()) {
        return before.get();
      }
    }
    return chain.send(
        name,
        CONTRACT,
        registry.register(root.bytes(), BigInteger.valueOf(count)).encodeFunctionCall());
  }

  /**
   * Registers what many contributors handed in; the account must be a registrar. Again, it changes
   * nothing.
   *
   * @param root over the registrations in the order in which they count
   * @param list SHA-256 of their published list
   */
  public Place registerBatch(Digest root, int count, Digest list) throws IOException {
    return chain.send(
        "register batch " + root,
        CONTRACT,
        registry
            .registerBatch(root.bytes(), BigInteger.valueOf(count), list.bytes())
            .encodeFunctionCall());
  }

  /**
   * Takes a recording of the account's own back. Again, it changes nothing.
   *
   * @param recording its signed manifest
   */
  public Place revoke(Cid recording) throws IOException {
    return chain.send(
        "revoke " + recording, CONTRACT, registry.revoke(recording.digest()).encodeFunctionCall());
  }

  private Optional<Place> registered(Digest root, Address registrar) throws IOException {
    return registrations().stream()
        .filter(each -> each.root().equals(root) && each.registrar().equals(registrar))
        .map(Registered::place)
        .findFirst();
  }

  /** All final registrations, the first one first. */
  public List<Registered> registrations() throws IOException {
    List<ChainEvent> own = chain.told(CONTRACT, ContributionRegistry.REGISTERED_EVENT);
    List<ChainEvent> batches = chain.told(CONTRACT, ContributionRegistry.BATCHREGISTERED_EVENT);
    return Stream.concat(
            own.stream().map(Contributions::own), batches.stream().map(Contributions::batch))
        .sorted((one, other) -> one.place().compareTo(other.place()))
        .toList();
  }

  private static Registered own(ChainEvent event) {
    var told = ContributionRegistry.getRegisteredEventFromLog(Asked.log(event));
    return new Registered(
        Address.parse(told.contributor),
        Digest.of(told.root),
        told.count.longValueExact(),
        Optional.empty(),
        Place.of(event));
  }

  private static Registered batch(ChainEvent event) {
    var told = ContributionRegistry.getBatchRegisteredEventFromLog(Asked.log(event));
    return new Registered(
        Address.parse(told.registrar),
        Digest.of(told.root),
        told.count.longValueExact(),
        Optional.of(Digest.of(told.list)),
        Place.of(event));
  }

  /**
   * All final revocations, the first one first. Each is its sender's word: it counts only for a
   * recording whose manifest he signed.
   */
  public List<Revocation> revocations() throws IOException {
    return chain.told(CONTRACT, ContributionRegistry.REVOKED_EVENT).stream()
        .map(this::revocation)
        .toList();
  }

  private Revocation revocation(ChainEvent event) {
    var told = ContributionRegistry.getRevokedEventFromLog(Asked.log(event));
    return new Revocation(
        Cid.ofDigest(Multicodec.DAG_JSON, told.recording),
        Address.parse(told.contributor),
        chain.number(),
        event.contract(),
        event.block());
  }
}
