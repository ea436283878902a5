package net.neuralpro.connectors.chain.tasks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.MalformedContentException;
import net.neuralpro.schemas.content.Multicodec;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;

/**
 * The published list of a batch: all that its leaves follow from and the signatures under it, in
 * blocks of canonical DAG-JSON. Whoever has its identifier can make the batch again and hold it
 * against what stands on the chain.
 *
 * @param requester who pays
 * @param count of leaves
 * @param root over the leaves
 * @param total sum of the prices, a decimal
 * @param pages blocks of {@value #PAGE} entries each, the last of the rest
 */
public record BatchList(Address requester, int count, Digest root, String total, List<Cid> pages) {
  private static final int PAGE = 1000;

  public BatchList {
    pages = List.copyOf(pages);
    if (count < 1 || count > Batch.MOST || pages.size() != (count + PAGE - 1) / PAGE) {
      throw new IllegalArgumentException(
          "Cannot use a list of %d tasks on %d pages: 1 to %d, %d on each page"
              .formatted(count, pages.size(), Batch.MOST, PAGE));
    }
    Entry.amount(total);
  }

  /**
   * A page.
   *
   * @param entries in the order of the leaves
   */
  record Page(List<Entry> entries) {
    Page {
      entries = List.copyOf(entries);
    }
  }

  /**
   * Keeps the list of a batch.
   *
   * @return the identifier of the list; it is there when all of it is
   */
  public static Cid publish(Batch batch, BlockStore store) throws IOException {
    List<Cid> pages = new ArrayList<>();
    List<Work> works = batch.works();
    for (int from = 0; from < works.size(); from += PAGE) {
      List<Work> some = works.subList(from, Math.min(from + PAGE, works.size()));
      Block page = DagJson.block(new Page(some.stream().map(Entry::of).toList()));
      store.put(page);
      pages.add(page.cid());
    }
    Block list =
        DagJson.block(
            new BatchList(
                batch.requester(), batch.count(), batch.root(), batch.total().toString(), pages));
    store.put(list);
    return list.cid();
  }

  /** The identifier of the list whose digest stands on the chain. */
  public static Cid cid(Digest list) {
    return Cid.ofDigest(Multicodec.DAG_JSON, list.bytes());
  }

  /**
   * Makes a batch from its list again. At most {@value Batch#MOST} entries on as many pages as
   * these need are read, whatever the list says.
   *
   * @throws MalformedContentException if it is no list, or root and total do not follow from it
   * @throws net.neuralpro.schemas.content.MissingBlockException if a part of it is not here
   */
  public static Batch read(Cid list, BlockStore store) throws IOException {
    BatchList read = DagJson.read(store.require(list), BatchList.class);
    List<Work> works = new ArrayList<>();
    try {
      for (Cid each : read.pages()) {
        Page page = DagJson.read(store.require(each), Page.class);
        if (page.entries().size() != Math.min(PAGE, read.count() - works.size())) {
          throw new MalformedContentException(
              "Cannot read page %s of list %s: it has %d entries"
                  .formatted(each, list, page.entries().size()));
        }
        for (Entry entry : page.entries()) {
          works.add(entry.work(read.requester()));
        }
      }
      Batch batch = Batch.ofSorted(works);
      if (!batch.root().equals(read.root()) || !batch.total().equals(Entry.amount(read.total()))) {
        throw new MalformedContentException(
            "Cannot use list %s: its tasks give root %s and total %s"
                .formatted(list, batch.root(), batch.total()));
      }
      return batch;
    } catch (IllegalArgumentException e) {
      throw new MalformedContentException(
          "Cannot use list %s: %s".formatted(list, e.getMessage()), e);
    }
  }
}
