package net.neuralpro.connectors.chain.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class OrderedTrieTest {
  private static String root(List<byte[]> values) {
    return HexFormat.of().formatHex(OrderedTrie.root(values));
  }

  @Test
  void hasTheKnownRootOfNothing() {
    assertThat(root(List.of()))
        .isEqualTo("56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421");
  }

  @Test
  void hasAnotherRootForEachList() {
    TreeSet<String> roots = new TreeSet<>();
    List<byte[]> values = new ArrayList<>();
    for (int index = 0; index < 300; index++) {
      values.add(
          ("value " + index + " with more than thirty-two bytes of text")
              .getBytes(StandardCharsets.UTF_8));
      roots.add(root(values));
    }

    assertThat(roots).hasSize(300);
  }
}
