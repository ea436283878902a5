package net.neuralpro.noderunner.protocol;

import java.util.List;
import net.neuralpro.schemas.content.Cid;

/**
 * Blocks that the scheduler does not have: their tasks wait until they came, with all that they
 * link to. More may be missing than are named.
 */
public record Missing(List<Cid> blocks) {
  public Missing {
    blocks = List.copyOf(blocks);
    Limits.requireItems("blocks", blocks.size());
  }
}
