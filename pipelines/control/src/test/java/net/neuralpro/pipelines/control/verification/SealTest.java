package net.neuralpro.pipelines.control.verification;

import static net.neuralpro.pipelines.control.verification.Nodes.node;
import static net.neuralpro.pipelines.control.verification.Nodes.word;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.web3j.abi.DefaultFunctionEncoder;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.crypto.Hash;
import org.web3j.utils.Numeric;

class SealTest {
  @Property(tries = 100)
  void sealsAsTheContractDoes(
      @ForAll @Size(32) byte[] digest,
      @ForAll @Size(32) byte[] output,
      @ForAll @Size(32) byte[] salt) {
    BigInteger round = new BigInteger(1, salt).shiftRight(8);
    String encoded =
        new DefaultFunctionEncoder()
            .encodeParameters(
                Arrays.asList(
                    new Uint256(round),
                    new org.web3j.abi.datatypes.Address(node(5).text()),
                    new Bytes32(digest),
                    new Bytes32(output),
                    new Bytes32(salt)));
    assertThat(new Seal(round, node(5), digest, output, salt).hash())
        .isEqualTo(Hash.sha3(Numeric.hexStringToByteArray(encoded)));
  }

  @Test
  void aSealOpensOnlyAsItsMakers() {
    Seal seal = new Seal(BigInteger.ONE, node(1), word(1), word(2), word(3));
    assertThat(new Seal(BigInteger.ONE, node(2), word(1), word(2), word(3)).hash())
        .isNotEqualTo(seal.hash());
  }

  @Test
  void refusesAShortSalt() {
    assertThatThrownBy(() -> new Seal(BigInteger.ONE, node(1), word(1), word(2), new byte[31]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot encode 31 bytes as a word of 32");
  }

  @Test
  void keysTheDigestWithNodeAndNonce() {
    byte[] output = {1, 2, 3};
    byte[] digest = KeyedDigest.of(node(1), BigInteger.ONE, output);
    assertThat(digest)
        .hasSize(32)
        .isNotEqualTo(KeyedDigest.of(node(2), BigInteger.ONE, output))
        .isNotEqualTo(KeyedDigest.of(node(1), BigInteger.TWO, output))
        .isEqualTo(
            new KeyedDigest(node(1), BigInteger.ONE).add(output, 0, 1).add(output, 1, 2).finish());
  }
}
