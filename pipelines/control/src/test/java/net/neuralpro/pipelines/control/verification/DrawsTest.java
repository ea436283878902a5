package net.neuralpro.pipelines.control.verification;

import static net.neuralpro.pipelines.control.verification.Nodes.node;
import static net.neuralpro.pipelines.control.verification.Nodes.word;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.neuralpro.pipelines.control.verification.Draws.Candidate;
import net.neuralpro.pipelines.control.verification.Draws.Purpose;
import net.neuralpro.schemas.recording.Address;
import org.junit.jupiter.api.Test;
import org.web3j.abi.DefaultFunctionEncoder;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.crypto.Hash;
import org.web3j.utils.Numeric;

class DrawsTest {
  private static final int MANY = 4000;

  private static Draws draws(long seed) {
    return Draws.of(10, 14, Hash.sha3(word(seed)));
  }

  @Property(tries = 200)
  void theSeedComesAfterWhatItDraws(
      @ForAll @LongRange(min = 0, max = 1000) long sealed,
      @ForAll @LongRange(min = 0, max = 1000) long seedBlock) {
    if (seedBlock > sealed) {
      assertThat(Draws.of(sealed, seedBlock, word(1))).isNotNull();
    } else {
      assertThatThrownBy(() -> Draws.of(sealed, seedBlock, word(1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("a later one is needed");
    }
  }

  /** Whatever task is made up, seeds that are not known yet check it as often as any other. */
  @Property(tries = 10)
  void aTaskCannotBeMadeSoThatItIsNotDrawn(
      @ForAll long task, @ForAll @IntRange(max = 100) int rate) {
    long drawn =
        LongStream.range(0, MANY)
            .filter(
                seed ->
                    draws(seed)
                        .drawn(Purpose.CHECK, word(task & Long.MAX_VALUE), Rate.percent(rate)))
            .count();
    double expected = MANY * rate / 100.0;
    assertThat(Math.abs(drawn - expected)).isLessThanOrEqualTo(6 * Math.sqrt(MANY * 0.25));
  }

  @Property(tries = 100)
  void theOrderOfCandidatesDoesNotMatter(@ForAll long seed, @ForAll Random random) {
    List<Candidate> candidates =
        new ArrayList<>(
            IntStream.range(1, 20).mapToObj(i -> new Candidate(node(i), 1, i % 4)).toList());
    var first = draws(seed & Long.MAX_VALUE).one(Purpose.CHECKER, word(1), candidates, List.of());
    Collections.shuffle(candidates, random);
    assertThat(draws(seed & Long.MAX_VALUE).one(Purpose.CHECKER, word(1), candidates, List.of()))
        .isEqualTo(first);
  }

  @Property(tries = 100)
  void whoEnrolsWhenTheSeedIsKnownChangesNothing(@ForAll @IntRange(min = 1, max = 50) int late) {
    List<Candidate> candidates =
        new ArrayList<>(
            IntStream.range(1, 20).mapToObj(i -> new Candidate(node(i), 13, 1)).toList());
    var before = draws(7).one(Purpose.CHECKER, word(1), candidates, List.of());
    for (int i = 0; i < late; i++) {
      candidates.add(new Candidate(node(1000 + i), 14 + i, 1_000));
    }
    assertThat(draws(7).one(Purpose.CHECKER, word(1), candidates, List.of())).isEqualTo(before);
  }

  @Property(tries = 10)
  void stakeThatIsSplitIsDrawnNoMoreOften(@ForAll @IntRange(min = 2, max = 30) int pieces) {
    List<Candidate> others =
        IntStream.range(1, 71).mapToObj(i -> new Candidate(node(i), 1, 1)).toList();
    List<Candidate> split = new ArrayList<>(others);
    for (int i = 0; i < pieces; i++) {
      split.add(new Candidate(node(1000 + i), 1, 30 / pieces));
    }
    long drawn =
        LongStream.range(0, MANY)
            .filter(
                seed ->
                    draws(seed)
                            .one(Purpose.CHECKER, word(1), split, List.of())
                            .orElseThrow()
                            .compareTo(node(999))
                        > 0)
            .count();
    assertThat(drawn).isLessThan((long) (MANY * 0.3 + 5 * Math.sqrt(MANY * 0.21)));
  }

  @Test
  void nobodyChecksHimself() {
    List<Candidate> alone = List.of(new Candidate(node(1), 1, 5), new Candidate(node(2), 1, 0));
    assertThat(Checking.checker(draws(1), word(1), node(1), alone)).isEmpty();
  }

  @Test
  void ticketsAreThoseOfTheContract() {
    byte[] seed = Hash.sha3(word(3));
    Address node = node(77);
    String encoded =
        new DefaultFunctionEncoder()
            .encodeParameters(
                Arrays.asList(
                    new Bytes32(seed),
                    new Uint256(BigInteger.valueOf(9)),
                    new org.web3j.abi.datatypes.Address(node.text())));
    assertThat(draws(3).ticket(BigInteger.valueOf(9), node))
        .isEqualTo(Hash.sha3(Numeric.hexStringToByteArray(encoded)));
  }
}
