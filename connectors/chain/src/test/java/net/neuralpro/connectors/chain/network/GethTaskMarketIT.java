package net.neuralpro.connectors.chain.network;

import java.io.IOException;
import java.nio.file.Path;
import net.neuralpro.connectors.chain.sending.GethNode;
import net.neuralpro.connectors.chain.sending.TestNode;

class GethTaskMarketIT extends TaskMarketSuite {
  @Override
  TestNode node(Path home) throws IOException {
    return GethNode.start(home);
  }
}
