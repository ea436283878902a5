package net.neuralpro.connectors.chain.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;
import org.junit.jupiter.api.Test;
import org.web3j.abi.DefaultFunctionEncoder;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.crypto.Hash;
import org.web3j.utils.Numeric;

class AnswerTest {
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
    assertThat(
            new Answer(round, node(5), Digest.of(digest), Digest.of(output), Digest.of(salt))
                .seal())
        .isEqualTo(Digest.of(Hash.sha3(Numeric.hexStringToByteArray(encoded))));
  }

  @Test
  void aSealOpensOnlyAsItsMakers() {
    Answer answer = new Answer(BigInteger.ONE, node(1), word(1), word(2), word(3));
    assertThat(new Answer(BigInteger.ONE, node(2), word(1), word(2), word(3)).seal())
        .isNotEqualTo(answer.seal());
  }

  @Test
  void keysTheDigestWithNodeAndNonce() {
    byte[] output = {1, 2, 3};
    Digest digest = KeyedDigest.of(node(1), BigInteger.ONE, output);
    assertThat(digest)
        .isNotEqualTo(KeyedDigest.of(node(2), BigInteger.ONE, output))
        .isNotEqualTo(KeyedDigest.of(node(1), BigInteger.TWO, output))
        .isEqualTo(
            new KeyedDigest(node(1), BigInteger.ONE).add(output, 0, 1).add(output, 1, 2).finish());
  }

  private static Address node(int number) {
    byte[] bytes = new byte[Address.LENGTH];
    ByteBuffer.wrap(bytes).putInt(16, number);
    return Address.of(bytes);
  }

  private static Digest word(int number) {
    return Digest.of(ByteBuffer.allocate(Digest.LENGTH).putInt(28, number).array());
  }
}
