package net.neuralpro.pipelines.control.verification;

import java.util.List;
import java.util.Optional;
import net.neuralpro.pipelines.control.verification.Draws.Candidate;
import net.neuralpro.pipelines.control.verification.Draws.Purpose;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.recording.Address;

/** The checks of a policy: which results are looked at, by whom, and what follows. */
public final class Checking {
  private Checking() {}

  /**
   * What a node put down and showed.
   *
   * @param task its identifier, 32 bytes
   * @param node who did it
   * @param output what the receipt says
   * @param shown how its bytes fit what was sealed
   */
  public record Result(byte[] task, Address node, Cid output, Shown shown) {
    public Result {
      task = task.clone();
    }

    @Override
    public byte[] task() {
      return task.clone();
    }
  }

  /** What came when the commit was closed. */
  public enum Shown {
    /** Bytes of that identifier, and the keyed digest is theirs. */
    GENUINE,
    /** Bytes, but the keyed digest is not theirs: the node had them from another. */
    COPIED,
    /** Nothing; the receipt with its output is there all the same. */
    NOTHING
  }

  /** Whether a result is looked at. It is drawn after the result was sealed, never before. */
  public static boolean isChecked(Policy policy, Draws draws, byte[] task, Trust trust) {
    return draws.drawn(Purpose.CHECK, task, policy.rate(trust));
  }

  /** Who does a task again: anybody but the node itself. */
  public static Optional<Address> checker(
      Draws draws, byte[] task, Address node, List<Candidate> candidates) {
    return draws.one(Purpose.CHECKER, task, candidates, List.of(node));
  }

  /** What becomes of a result that was not drawn. */
  public static Verdict unchecked(Result result) {
    return switch (result.shown()) {
      case GENUINE -> Verdict.ACCEPTED;
      case COPIED -> Verdict.UNPROVEN;
      case NOTHING -> Verdict.WITHHELD;
    };
  }

  /**
   * What becomes of a result that was drawn. A node that saw the draw and then shows nothing has
   * signed its receipt before: it is contradicted by the other output as if it had shown its own.
   *
   * @param sameAsChecker whether the policy's comparison holds the outputs for one; absent if the
   *     checker was silent
   */
  public static Verdict checked(Result result, Optional<Boolean> sameAsChecker) {
    if (sameAsChecker.isEmpty()) {
      return Verdict.PENDING;
    }
    return sameAsChecker.orElseThrow()
        ? unchecked(result) == Verdict.ACCEPTED ? Verdict.CONFIRMED : unchecked(result)
        : Verdict.CONTRADICTED;
  }
}
