package net.neuralpro.connectors.chain.network;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.neuralpro.connectors.chain.ChainException;
import net.neuralpro.connectors.chain.contracts.DatasetRegistry;
import net.neuralpro.connectors.chain.index.ChainEvent;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.Multicodec;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.schemas.recording.Keccak;

/** The published versions of datasets: {@code DatasetRegistry}. */
public final class Datasets {
  /** The contract's name. */
  public static final String CONTRACT = "DatasetRegistry";

  private static final int WORD = 32;
  private static final Digest NONE = Digest.of(new byte[WORD]);

  private final Chain chain;
  private final DatasetRegistry registry;

  Datasets(Chain chain) {
    this.chain = chain;
    registry =
        DatasetRegistry.load(
            chain.contract(CONTRACT).text(), chain.web3j(), Asked.by(chain.web3j()), Asked.FREE);
  }

  /**
   * A version that was published.
   *
   * @param dataset see {@link #dataset}
   * @param manifest the version's root
   * @param publisher who published it
   * @param parent root of the version before
   * @param lineage Merkle root over where each sample came from
   * @param samples how many there are
   * @param place where it stands
   */
  public record Published(
      Digest dataset,
      Cid manifest,
      Address publisher,
      Optional<Cid> parent,
      Digest lineage,
      long samples,
      Place place) {}

  /**
   * What a dataset is known by: Keccak-256 of its publisher and its name, each in 32 bytes.
   *
   * @param name 1 to 32 bytes of UTF-8
   */
  public static Digest dataset(Address publisher, String name) {
    byte[] bytes = new byte[2 * WORD];
    System.arraycopy(publisher.bytes(), 0, bytes, WORD - Address.LENGTH, Address.LENGTH);
    System.arraycopy(word(name), 0, bytes, WORD, WORD);
    return Digest.of(Keccak.hash(bytes));
  }

  private static byte[] word(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    if (bytes.length == 0 || bytes.length > WORD) {
      throw new IllegalArgumentException(
          "Cannot publish under a name of %d bytes: 1 to %d".formatted(bytes.length, WORD));
    }
    return Arrays.copyOf(bytes, WORD);
  }

  /** The account's dataset of this name. */
  public Digest dataset(String name) {
    return dataset(chain.lane().address(), name);
  }

  /**
   * Publishes a version under a name of the account's. The newest one again changes nothing.
   *
   * @param name the dataset's, 1 to 32 bytes of UTF-8
   * @param parent root of the version that is the newest so far; absent for the first
   * @param manifest the version's root
   * @param lineage Merkle root over where each sample came from
   * @param samples how many there are
   * @throws ChainException CHAIN-BEHIND if another version is the newest
   */
  public Place publish(
      String name, Optional<Cid> parent, Cid manifest, Digest lineage, long samples)
      throws IOException {
    Digest dataset = dataset(name);
    String sent = "publish %s %s %s %d".formatted(dataset, manifest, lineage, samples);
    Optional<Published> before =
        publications(dataset).stream().filter(each -> each.manifest().equals(manifest)).findFirst();
    if (before.isPresent()) {
      return same(before.get(), parent, lineage, samples);
    }
    if (!chain.lane().knows(sent)) {
      requireNewest(name, dataset, parent);
    }
    try {
      return chain.send(
          sent,
          CONTRACT,
          registry
              .publish(
                  word(name),
                  parent.map(Cid::digest).orElseGet(() -> new byte[WORD]),
                  manifest.digest(),
                  lineage.bytes(),
                  BigInteger.valueOf(samples))
              .encodeFunctionCall());
    } catch (ChainException e) {
      if (e.rule().equals("CHAIN-REFUSED")) {
        requireNewest(name, dataset, parent);
      }
      throw e;
    }
  }

  private static Place same(Published before, Optional<Cid> parent, Digest lineage, long samples)
      throws IOException {
    if (!before.lineage().equals(lineage)
        || before.samples() != samples
        || !before.parent().equals(parent)) {
      throw new ChainException(
          "CHAIN-REFUSED",
          "Version %s was published in block %d with another parent, lineage or number of samples"
              .formatted(before.manifest(), before.place().block()));
    }
    return before.place();
  }

  private void requireNewest(String name, Digest dataset, Optional<Cid> parent) throws IOException {
    Optional<Cid> newest = newest(dataset);
    if (!newest.equals(parent)) {
      throw new ChainException(
          "CHAIN-BEHIND",
          "Cannot publish after %s: the newest version of '%s' is %s; make one from that"
              .formatted(told(parent), name, told(newest)));
    }
  }

  private static String told(Optional<Cid> version) {
    return version.map(Cid::toString).orElse("none");
  }

  /** The newest version of a dataset, as of the newest block. */
  public Optional<Cid> newest(Digest dataset) throws IOException {
    return root(Asked.digest(registry.head(dataset.bytes())));
  }

  private static Optional<Cid> root(Digest manifest) {
    return manifest.equals(NONE)
        ? Optional.empty()
        : Optional.of(Cid.ofDigest(Multicodec.DAG_JSON, manifest.bytes()));
  }

  /** The final versions of a dataset, the first one first. */
  public List<Published> publications(Digest dataset) throws IOException {
    return publications().stream().filter(each -> each.dataset().equals(dataset)).toList();
  }

  /** The final versions of all datasets, the first one first. */
  public List<Published> publications() throws IOException {
    return chain.told(CONTRACT, DatasetRegistry.PUBLISHED_EVENT).stream()
        .map(Datasets::published)
        .toList();
  }

  private static Published published(ChainEvent event) {
    var told = DatasetRegistry.getPublishedEventFromLog(Asked.log(event));
    return new Published(
        Digest.of(told.dataset),
        Cid.ofDigest(Multicodec.DAG_JSON, told.manifest),
        Address.parse(told.publisher),
        root(Digest.of(told.parent)),
        Digest.of(told.lineage),
        told.samples.longValueExact(),
        Place.of(event));
  }
}
