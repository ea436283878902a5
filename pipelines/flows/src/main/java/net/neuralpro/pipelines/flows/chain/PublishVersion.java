package net.neuralpro.pipelines.flows.chain;

import java.io.IOException;
import java.util.HexFormat;
import java.util.Optional;
import net.neuralpro.connectors.chain.network.Chain;
import net.neuralpro.connectors.chain.network.Datasets;
import net.neuralpro.pipelines.flows.dataset.DatasetFolder;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.dataset.DatasetVersion;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;

/** Anchors a dataset version that lies on the disk: its root, and that of its lineage. */
public final class PublishVersion {
  private PublishVersion() {}

  /**
   * An anchor.
   *
   * @param chain the chain's number
   * @param registry the contract that keeps it
   * @param name of the dataset, among its publisher's
   * @param dataset what the contract knows the dataset by
   * @param block number of the block
   */
  public record Anchored(
      long chain, Address registry, Address publisher, String name, Digest dataset, long block) {}

  /**
   * Publishes a version. Again, it changes nothing. The first of a name may go on from a version
   * that somebody else published; which one that is stands in its manifest.
   *
   * @param name of the dataset, 1 to 32 bytes of UTF-8
   * @throws net.neuralpro.connectors.chain.ChainException CHAIN-BEHIND if the version's parent is
   *     not the newest version of this name
   */
  public static Anchored on(Chain chain, String name, DatasetFolder folder) throws IOException {
    DatasetVersion version = folder.version();
    Digest lineage = Digest.of(HexFormat.of().parseHex(version.lineage().root()));
    Datasets datasets = chain.datasets();
    Digest dataset = datasets.dataset(name);
    Optional<Datasets.Published> before =
        datasets.publications(dataset).stream()
            .filter(it -> it.manifest().equals(folder.root()) && it.lineage().equals(lineage))
            .findFirst();
    long block =
        before.isPresent()
            ? before.get().place().block()
            : datasets
                .publish(
                    name,
                    datasets.newest(dataset).isEmpty() ? Optional.empty() : version.parent(),
                    folder.root(),
                    lineage,
                    version.lineage().leaves())
                .block();
    return new Anchored(
        chain.number(),
        chain.contract(Datasets.CONTRACT),
        chain.lane().address(),
        name,
        dataset,
        block);
  }

  /** Where a version was published first, if it was. */
  public static Optional<Datasets.Published> find(Chain chain, Cid root) throws IOException {
    return chain.datasets().publications().stream()
        .filter(published -> published.manifest().equals(root))
        .findFirst();
  }
}
