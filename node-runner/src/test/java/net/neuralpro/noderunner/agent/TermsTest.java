package net.neuralpro.noderunner.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.neuralpro.noderunner.protocol.Order;
import net.neuralpro.noderunner.protocol.Resources;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.derivation.Derivation;
import net.neuralpro.schemas.recording.Address;
import org.junit.jupiter.api.Test;

class TermsTest {
  private static final long NOW = 1000;
  private static final String VERSION = "0123456789abcdef";
  private static final NodeIdentity IDENTITY =
      new NodeIdentity(Orders.NODE.address(), Orders.NODE, Orders.DOMAIN, Orders.WORD);

  private static Terms terms(Resources resources) {
    return new Terms(
        1, resources, new TreeMap<>(Map.of("examine", VERSION)), Hours.ALL, BigInteger.valueOf(10));
  }

  private static String fault(Order order, NodeIdentity identity, long now) {
    return terms(Orders.LIMITS).fault(order, identity, now).orElse("");
  }

  private static Derivation derivation(String operator, String version) {
    return new Derivation(operator, version, DagJson.tree(Map.of()), new TreeMap<>());
  }

  @Test
  void takesWhatTheOwnerAllows() {
    assertThat(fault(Orders.of(1, 10), IDENTITY, NOW)).isEmpty();
    assertThat(terms(Orders.LIMITS).fault(derivation("examine", VERSION))).isEmpty();
  }

  @Test
  void refusesWhatPaysTooLittle() {
    assertThat(fault(Orders.of(1, 9), IDENTITY, NOW)).isEqualTo("it pays 9, and 10 is least");
  }

  @Test
  void refusesWhatTheRequesterDidNotSign() {
    Order forged = Orders.of(1, 10, Orders.NODE.sign(new byte[32]));
    assertThat(fault(forged, IDENTITY, NOW)).contains("did not sign it");
  }

  @Test
  void refusesWhatIsForAnother() {
    NodeIdentity other =
        new NodeIdentity(
            Address.of(new byte[Address.LENGTH]), Orders.NODE, Orders.DOMAIN, Orders.WORD);
    assertThat(fault(Orders.of(1, 10), other, NOW)).startsWith("it is for 0x");
  }

  @Test
  void refusesWhatCameTooLate() {
    assertThat(fault(Orders.of(1, 10), IDENTITY, Orders.DEADLINE - 100))
        .isEqualTo("its time is over");
  }

  @Test
  void refusesWhatWantsMoreThanIsGiven() {
    Resources little =
        new Resources(1000, Orders.LIMITS.memory() - 1, Orders.LIMITS.disk(), 1, Optional.empty());
    assertThat(terms(little).fault(Orders.of(1, 10), IDENTITY, NOW))
        .contains("it wants more memory or disk than is given");
  }

  @Test
  void runsNoOtherOperatorOrVersionWhateverIsAskedFor() {
    assertThat(terms(Orders.LIMITS).fault(derivation("miner", VERSION)))
        .contains("operator miner is not allowed here");
    assertThat(terms(Orders.LIMITS).fault(derivation("examine", "f".repeat(16))))
        .contains(
            "operator examine is here at version %s, not %s".formatted(VERSION, "f".repeat(16)));
  }
}
