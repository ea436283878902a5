package net.neuralpro.pipelines.control.verification;

import static net.neuralpro.pipelines.control.verification.Nodes.node;
import static net.neuralpro.pipelines.control.verification.Nodes.output;
import static net.neuralpro.pipelines.control.verification.Nodes.word;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.neuralpro.pipelines.control.verification.Canaries.Candidate;
import net.neuralpro.pipelines.control.verification.Checking.Result;
import net.neuralpro.pipelines.control.verification.Checking.Shown;
import net.neuralpro.pipelines.control.verification.Trust.Occasion;
import org.junit.jupiter.api.Test;

class TrustTest {
  /** Its own model: how many drawn checks were passed since the last that was lost. */
  @Property
  void growsFromDrawnChecksOnly(@ForAll List<Verdict> verdicts, @ForAll List<Occasion> occasions) {
    TrustBook book = new TrustBook();
    int drawn = 0;
    for (int i = 0; i < verdicts.size(); i++) {
      Occasion occasion =
          occasions.isEmpty() ? Occasion.DRAWN : occasions.get(i % occasions.size());
      book.keep(node(1), node(2), verdicts.get(i), occasion);
      drawn =
          switch (verdicts.get(i)) {
            case CONFIRMED -> occasion == Occasion.DRAWN ? drawn + 1 : drawn;
            case ACCEPTED, PENDING -> drawn;
            case WITHHELD, CONTRADICTED, DENIED, UNPROVEN -> 0;
          };
      assertThat(book.of(node(1), node(2)).passed()).isEqualTo(drawn);
      assertThat(book.of(node(3), node(2))).as("another requester's").isEqualTo(Trust.NONE);
    }
  }

  @Test
  void whoShowsNothingOnceDrawnIsContradictedAllTheSame() {
    Result result = new Result(word(1), node(1), output(1), Shown.NOTHING);
    assertThat(Checking.checked(result, Optional.of(false))).isEqualTo(Verdict.CONTRADICTED);
    assertThat(Checking.checked(result, Optional.of(true))).isEqualTo(Verdict.WITHHELD);
    assertThat(Checking.checked(result, Optional.empty())).isEqualTo(Verdict.PENDING);
    assertThat(Checking.unchecked(result).pay()).isEqualTo(Verdict.Pay.UNPAID);
  }

  @Test
  void aCopyIsNeverPaid() {
    Result result = new Result(word(1), node(1), output(1), Shown.COPIED);
    assertThat(Checking.unchecked(result)).isEqualTo(Verdict.UNPROVEN);
    assertThat(Checking.checked(result, Optional.of(true))).isEqualTo(Verdict.UNPROVEN);
  }

  @Test
  void aDerivationThatCanBeLookedUpIsNoCanary() {
    Candidate fresh = new Candidate(output(1), Set.of(output(2)));
    assertThat(Canaries.serves(fresh, Set.of(), Set.of(output(2)))).isTrue();
    assertThat(Canaries.serves(fresh, Set.of(output(1)), Set.of(output(2)))).isFalse();
    assertThat(Canaries.serves(fresh, Set.of(), Set.of())).as("unusual inputs").isFalse();
  }
}
