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
      case DAG_PB -> ofNode(block);
      case DAG_JSON -> {
        List<Cid> links = new ArrayList<>();
        collect(DagJson.read(block, JsonNode.class), links);
        yield links;
      }
    };
  }

  private static List<Cid> ofNode(Block block) throws MalformedContentException {
    try {
      return DagPbNode.read(block.bytes()).links().stream().map(DagPbNode.Link::cid).toList();
    } catch (RuntimeException e) {
      throw new MalformedContentException(
          "Cannot read the links of block " + block.cid() + ": " + e.getMessage(), e);
    }
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
