package net.neuralpro.pipelines.control.verification;

import java.util.Set;
import net.neuralpro.schemas.content.Cid;

/**
 * Tasks whose result the requester derived on a computer of his own. Nothing tells one from any
 * other task: it is a fresh derivation over inputs that other tasks have too, of an operator and a
 * price as theirs, and its outputs are kept from every store that others can ask until the check is
 * over.
 */
public final class Canaries {
  private Canaries() {}

  /**
   * What others could know of a derivation.
   *
   * @param derivation its identifier
   * @param inputs what it is made from
   */
  public record Candidate(Cid derivation, Set<Cid> inputs) {
    public Candidate {
      inputs = Set.copyOf(inputs);
    }
  }

  /**
   * Whether a derivation can serve as a check: nobody can look its result up, and its inputs are
   * such as ordinary tasks have.
   *
   * @param known derivations whose result stands in any store that others can ask, or was ever sent
   *     to a node
   * @param ordinary inputs of tasks that are no canaries
   */
  public static boolean serves(Candidate candidate, Set<Cid> known, Set<Cid> ordinary) {
    return !known.contains(candidate.derivation())
        && !candidate.inputs().isEmpty()
        && ordinary.containsAll(candidate.inputs());
  }
}
