package net.neuralpro.connectors.storage.kubo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import net.neuralpro.connectors.storage.BlockOrigin;
import net.neuralpro.connectors.storage.BlockStream;
import net.neuralpro.connectors.storage.ByteRange;
import net.neuralpro.connectors.storage.ContentStore;
import net.neuralpro.connectors.storage.Pin;
import net.neuralpro.connectors.storage.StorageException;
import net.neuralpro.connectors.storage.StoreStatus;
import net.neuralpro.connectors.storage.car.DepthFirst;
import net.neuralpro.connectors.storage.car.DepthFirst.Repeats;
import net.neuralpro.connectors.storage.contents.RangeStream;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.MissingBlockException;
import net.neuralpro.schemas.rules.Finding;

/**
 * A Kubo node as a store, and as an origin. As a {@link ContentStore} it is what the node has
 * itself, without its network; as a {@link BlockOrigin} it looks for what it does not have on its
 * network. Identifiers of what it adds are compared with ours, and whatever it gives is checked.
 *
 * <pre>{@code
 * try (KuboStore store = KuboStore.open(URI.create("http://127.0.0.1:5001"))) {
 *   Cid folder = store.add(dataset, read -> {});
 *   store.pin(new Pin(folder, "my dataset"));
 * }
 * }</pre>
 *
 * <p>What is added is not pinned, and a node may collect it as garbage at any time until it is. A
 * node that is killed keeps what it acknowledged; after a power cut it may not, since Kubo does not
 * wait for the disk: see {@link #checkPins}.
 */
public final class KuboStore implements ContentStore, BlockOrigin {
  private final KuboApi api;
  private final KuboVersion version;
  private final KuboBlocks blocks;
  private final KuboGraphs graphs;
  private final KuboPins pins;

  private KuboStore(KuboApi api, KuboVersion version) {
    this.api = api;
    this.version = version;
    blocks = new KuboBlocks(api);
    graphs = new KuboGraphs(api);
    pins = new KuboPins(api);
  }

  /**
   * The node on this computer at an address such as {@link KuboSettings#USUAL_API}.
   *
   * @throws StorageException KUBO-ADDRESS if the address is another computer's; otherwise as {@link
   *     #open(KuboSettings)}
   */
  public static KuboStore open(URI api) throws IOException {
    return open(KuboSettings.local(api));
  }

  /**
   * The node of these settings, which is asked for its version.
   *
   * @throws StorageException KUBO-UNREACHABLE if it does not run, KUBO-FORBIDDEN if it asks for
   *     another secret, KUBO-VERSION if it is too old, KUBO-ANSWER if it is no Kubo
   */
  public static KuboStore open(KuboSettings settings) throws IOException {
    KuboApi api = new KuboApi(settings);
    return new KuboStore(api, KuboVersion.of(api));
  }

  @Override
  public String name() {
    return api.name();
  }

  @Override
  public BlockStore blocks() {
    return blocks;
  }

  /** Adds a file in bounded memory; it is sent once and never again, as its bytes are gone. */
  @Override
  public Cid addFile(InputStream bytes) throws IOException {
    return new KuboFiles(api).addFile(bytes);
  }

  /**
   * Adds a file, or a folder in one call, which holds the names of all that is in it.
   *
   * @throws StorageException KUBO-PROFILE if the node makes other folders than we do, saying by
   *     which setting
   */
  @Override
  public Cid add(Path path, LongConsumer read) throws IOException {
    return new KuboFiles(api).add(path, read);
  }

  @Override
  public InputStream open(Cid file, ByteRange range) throws IOException {
    return new RangeStream(new ContentFiles(blocks).open(file), range);
  }

  @Override
  public void exportCar(Cid root, OutputStream car) throws IOException {
    graphs.export(root, car);
  }

  /**
   * Keeps the blocks of a CAR. It is written to a temporary file first, for a node cannot take back
   * what it got of a CAR that turns out to be cut off.
   */
  @Override
  public Set<Cid> importCar(InputStream car) throws IOException {
    return graphs.importCar(car);
  }

  @Override
  public void pin(Pin pin) throws IOException {
    pins.add(pin, PinScope.GRAPH);
  }

  /**
   * Keeps a root, with or without what it links to.
   *
   * @throws MissingBlockException if the node does not have all of that
   */
  public void pin(Pin pin, PinScope scope) throws IOException {
    pins.add(pin, scope);
  }

  @Override
  public void unpin(Cid root) throws IOException {
    pins.remove(root);
  }

  /**
   * The graphs that are pinned, by root. Those whose roots Neural could not have made are left out.
   */
  @Override
  public List<Pin> pins() throws IOException {
    return pins.list(PinScope.GRAPH);
  }

  /** What is pinned so, by root. */
  public List<Pin> pins(PinScope scope) throws IOException {
    return pins.list(scope);
  }

  /**
   * Looks whether the node has all that it keeps by its pins, without its network, and whether it
   * still keeps what it should.
   *
   * @param expected roots that were pinned here
   * @return KUBO-PIN-LOST, KUBO-PIN-INCOMPLETE and KUBO-PIN-ALTERED, in order; nothing if all is
   *     well
   */
  public List<Finding> checkPins(Collection<Cid> expected, PinCheck check) throws IOException {
    return new PinInspection(api, check).inspect(expected);
  }

  @Override
  public StoreStatus status() throws IOException {
    var stat = api.ask(KuboCall.of("repo/stat"), KuboAnswer::only);
    return new StoreStatus(
        name(),
        "Kubo " + version.text(),
        KuboAnswer.number(stat, "NumObjects"),
        KuboAnswer.number(stat, "RepoSize"),
        pins().size());
  }

  /** The node's name among other nodes. */
  public String peer() throws IOException {
    return KuboAnswer.text(api.ask(KuboCall.of("id"), KuboAnswer::only), "ID");
  }

  @Override
  public Optional<Block> block(Cid cid) throws IOException {
    return blocks.search(cid);
  }

  @Override
  public BlockStream blocks(Cid file, ByteRange range) throws IOException {
    if (block(file).isEmpty()) {
      throw new IOException("Cannot fetch " + file + " from " + name() + ": it does not have it");
    }
    return range.equals(ByteRange.ALL)
        ? graphs.export(file, KuboCall.of("dag/export"))
        : DepthFirst.ofFile(new SearchedBlocks(blocks), file, range, Repeats.LEFT_OUT);
  }

  /** Ends nothing: the node is not ours. */
  @Override
  public void close() {}
}
