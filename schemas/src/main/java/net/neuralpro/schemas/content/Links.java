package net.neuralpro.schemas.content;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The links from one block to others. */
public final class Links {
  private Links() {}

  /**
   * What a block links to, in the order in which it does.
   *
   * @throws MalformedContentException if the block is not what its codec says
   */
  public static List<Cid> of(Block block) throws MalformedContentException {
    return switch (block.cid().codec()) {
      case RAW -> List.of();
      case DAG_PB -> UnixFsNode.read(block).parts().stream().map(UnixFsNode.Part::cid).toList();
      case DAG_JSON -> {
        List<Cid> links = new ArrayList<>();
        collect(DagJson.read(block, JsonNode.class), links);
        yield links;
      }
    };
  }

  private static void collect(JsonNode node, List<Cid> links) throws MalformedContentException {
    if (node.size() == 1 && node.path("/").isTextual()) {
      links.add(DagJson.of(node, Cid.class));
      return;
    }
    for (JsonNode child : node) {
      collect(child, links);
    }
  }
}
