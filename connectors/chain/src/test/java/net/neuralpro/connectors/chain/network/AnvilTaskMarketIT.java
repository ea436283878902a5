package net.neuralpro.connectors.chain.network;

import java.io.IOException;
import java.nio.file.Path;
import net.neuralpro.connectors.chain.sending.AnvilNode;
import net.neuralpro.connectors.chain.sending.TestNode;

class AnvilTaskMarketIT extends TaskMarketSuite {
  @Override
  TestNode node(Path home) throws IOException {
    return AnvilNode.steady(home);
  }
}
