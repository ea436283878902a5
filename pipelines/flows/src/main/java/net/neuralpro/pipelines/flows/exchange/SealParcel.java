package net.neuralpro.pipelines.flows.exchange;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import net.neuralpro.connectors.storage.ContentStore;
import net.neuralpro.connectors.storage.Pin;
import net.neuralpro.connectors.storage.envelope.EnvelopeTarget;
import net.neuralpro.connectors.storage.envelope.EnvelopeWriter;
import net.neuralpro.connectors.storage.envelope.Recipient;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.ContentFolders;

/** Sends a parcel to a store as an envelope that only some can open. */
public final class SealParcel {
  private SealParcel() {}

  /**
   * Encrypts, sends and pins. Every time the envelope is another one, so that nobody can see
   * whether two are of the same; so what was sent of one that broke off is not used again.
   *
   * @param blocks has the blocks of the parcel
   * @param progress is told how many bytes were encrypted since it was last told
   * @return the folder that is the envelope
   */
  public static Cid push(
      Parcel parcel,
      BlockStore blocks,
      Set<Recipient> recipients,
      ContentStore target,
      LongConsumer progress)
      throws IOException {
    ContentFolders folders = new ContentFolders(target.blocks());
    Map<String, ContentFolders.Entry> parts = new TreeMap<>();
    EnvelopeTarget sink = (path, bytes) -> parts.put(path, folders.file(target.addFile(bytes)));
    EnvelopeWriter writer = new EnvelopeWriter(sink, recipients);
    for (Parcel.Item item : parcel.items()) {
      try (InputStream in = new ContentFiles(blocks).stream(item.cid())) {
        writer.add(item.path(), in);
      }
      progress.accept(item.bytes());
    }
    writer.add(parcel.rootName(), new ByteArrayInputStream(parcel.root().bytes()));
    writer.finish(parcel.root().cid());
    Cid folder = folders.add(parts).cid();
    target.pin(new Pin(folder, ""));
    return folder;
  }
}
