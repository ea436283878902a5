package net.neuralpro.pipelines.flows.exchange;

import java.io.IOException;
import java.util.Optional;
import java.util.function.LongConsumer;
import net.neuralpro.connectors.storage.envelope.RecipientKey;
import net.neuralpro.connectors.storage.fetch.Fetcher;
import net.neuralpro.connectors.storage.fetch.WantedFile;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFolders;
import net.neuralpro.schemas.content.Multicodec;

/** Whence a parcel comes, in the open or encrypted. */
public interface ParcelSource {
  /** What it is. */
  Parcel parcel();

  /**
   * Brings a file of it to its target, where it is whole afterwards; what lies there from a time
   * before is not brought again.
   *
   * @param progress is told how many bytes were added since it was last told
   */
  void fetch(WantedFile file, LongConsumer progress) throws IOException;

  /** Gives the key that opens envelopes; it is asked for only if there is one to open. */
  @FunctionalInterface
  interface KeyHolder {
    RecipientKey key() throws IOException;
  }

  /**
   * What a CID stands for: the root of a dataset, the manifest of a recording, the folder that
   * either was pushed as, or an envelope with one of them in it.
   *
   * @throws IOException if it stands for something else, or nobody has it
   */
  static ParcelSource of(Fetcher fetcher, Cid cid, KeyHolder holder) throws IOException {
    if (cid.codec() != Multicodec.DAG_PB) {
      return new OpenParcel(fetcher, Parcel.of(fetcher.block(cid)));
    }
    BlockStore blocks = new FetchedBlocks(fetcher);
    Optional<Cid> header = new ContentFolders(blocks).find(cid, SealedParcel.HEADER);
    return header.isPresent()
        ? SealedParcel.open(blocks, cid, holder.key())
        : new OpenParcel(fetcher, Parcel.of(ParcelGraph.root(blocks, cid)));
  }

  /** A parcel whose blocks everybody may see. */
  record OpenParcel(Fetcher fetcher, Parcel parcel) implements ParcelSource {
    @Override
    public void fetch(WantedFile file, LongConsumer progress) throws IOException {
      fetcher.fetch(file, progress);
    }
  }
}
