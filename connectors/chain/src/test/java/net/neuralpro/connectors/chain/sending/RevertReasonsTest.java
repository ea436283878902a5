package net.neuralpro.connectors.chain.sending;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.web3j.crypto.Hash;

class RevertReasonsTest {
  @Test
  void nameTheErrorsOfTheContracts() {
    assertThat(RevertReasons.name(Hash.sha3String("NotTheNewest(bytes32)").substring(0, 10)))
        .contains("NotTheNewest");
    assertThat(
            RevertReasons.name(
                Hash.sha3String("TotalOutOfRange(uint256,uint256,uint256)").substring(0, 10)
                    + "00".repeat(96)))
        .contains("TotalOutOfRange");
  }

  @Test
  void areUnknownOtherwise() {
    assertThat(RevertReasons.name("0x")).isEmpty();
    assertThat(RevertReasons.name("null")).isEmpty();
    assertThat(RevertReasons.name("0x00000000")).isEmpty();
  }
}
