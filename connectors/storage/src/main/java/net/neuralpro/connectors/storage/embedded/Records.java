package net.neuralpro.connectors.storage.embedded;

import java.util.List;
import java.util.Optional;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.MalformedContentException;
import net.neuralpro.schemas.content.Multicodec;
import net.neuralpro.schemas.dataset.DatasetVersion;
import net.neuralpro.schemas.derivation.Derivation;
import net.neuralpro.schemas.recording.PrivateHalf;
import net.neuralpro.schemas.recording.SignedManifest;

/**
 * Finds the records to which nothing may link and which must stay all the same: a private half is
 * linked from nowhere, on purpose. A block's file does not say what it is, so it is read.
 */
final class Records {
  /** What people gave, which cannot be made again. */
  private static final List<Class<?>> GIVEN = List.of(SignedManifest.class, PrivateHalf.class);

  /** What was made of it, which can. */
  private static final List<Class<?>> MADE = List.of(Derivation.class, DatasetVersion.class);

  private Records() {}

  /** The identifier of a record, if these bytes are one that stays. */
  static Optional<Cid> of(byte[] bytes, GarbageCollection.Extent extent) {
    if (bytes.length == 0 || bytes[0] != '{') {
      return Optional.empty();
    }
    Block block = Block.of(Multicodec.DAG_JSON, bytes);
    boolean stays =
        isOne(block, GIVEN) || extent == GarbageCollection.Extent.KEEP_CACHE && isOne(block, MADE);
    return stays ? Optional.of(block.cid()) : Optional.empty();
  }

  private static boolean isOne(Block block, List<Class<?>> types) {
    for (Class<?> type : types) {
      try {
        DagJson.read(block, type);
        return true;
      } catch (MalformedContentException e) {
        continue;
      }
    }
    return false;
  }
}
