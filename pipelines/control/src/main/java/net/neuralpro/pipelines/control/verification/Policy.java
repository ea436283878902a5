package net.neuralpro.pipelines.control.verification;

import java.util.Map;
import java.util.TreeMap;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.MalformedContentException;

/**
 * How an operator's results are checked. Every policy draws some of all results, after they were
 * put down and whoever agreed: the agreement of nodes that know each other proves nothing.
 */
public sealed interface Policy {
  /**
   * The default: each node's first tasks are checked often, and later ones at a rate that never
   * falls below a floor. Good for 30 % of the stake in one hand, see
   * docs/reference/cost-to-cheat.md.
   */
  Policy DEFAULT =
      new SpotChecked(
          Rate.percent(20), Rate.percent(5), 30, Rate.percent(1), 100, new Comparison.Exact());

  /**
   * Nodes that have stake and history are checked at one low rate; others are not asked.
   *
   * @param rate of checks
   * @param history checks that a node passed before it is asked
   * @param multiple of a task's price that its penalty is at least
   * @param comparison when outputs are the same
   */
  record Trusted(Rate rate, int history, int multiple, Comparison comparison) implements Policy {
    public Trusted {
      requireDrawn(rate);
      requireCount(history);
      requireCount(multiple);
    }

    @Override
    public Rate floor() {
      return rate;
    }

    @Override
    public Rate rate(Trust trust) {
      return trust.passed() < history ? Rate.ALWAYS : rate;
    }

    @Override
    public Map<String, Object> form() {
      return formOf(
          "trusted",
          comparison,
          Map.of("rate", rate.perMillion(), "history", history, "multiple", multiple));
    }
  }

  /**
   * One node does a task, and another may be drawn to do it again.
   *
   * @param first rate for a node of which nothing is known
   * @param floor rate for a node of full trust
   * @param history passed checks after which trust is full; the rate falls evenly until then
   * @param canaries tasks whose result the requester knows, beside all others
   * @param multiple of a task's price that its penalty is at least
   * @param comparison when outputs are the same
   */
  record SpotChecked(
      Rate first, Rate floor, int history, Rate canaries, int multiple, Comparison comparison)
      implements Policy {
    public SpotChecked {
      requireDrawn(floor);
      requireCount(history);
      requireCount(multiple);
      if (first.compareTo(floor) < 0) {
        throw new IllegalArgumentException("Cannot check a stranger less often than a friend");
      }
    }

    @Override
    public Rate rate(Trust trust) {
      int passed = Math.min(trust.passed(), history);
      long fall = (long) (first.perMillion() - floor.perMillion()) * passed / history;
      return new Rate((int) (first.perMillion() - fall));
    }

    @Override
    public Map<String, Object> form() {
      return formOf(
          "spot-checked",
          comparison,
          Map.of(
              "first", first.perMillion(),
              "floor", floor.perMillion(),
              "history", history,
              "canaries", canaries.perMillion(),
              "multiple", multiple));
    }
  }

  /**
   * Several nodes do a task, sealed, and an output is believed by {@link Credibility}; then the
   * agreed output is drawn at a rate as any other.
   *
   * @param places nodes at first, 2 to 15; more are asked one by one while none is believed
   * @param level of {@link Credibility#believed}
   * @param rate at which what they agree on is checked by one more
   * @param multiple of a task's price that its penalty is at least
   * @param comparison when outputs are the same
   */
  record Replicated(int places, int level, Rate rate, int multiple, Comparison comparison)
      implements Policy {
    public Replicated {
      requireDrawn(rate);
      requireCount(multiple);
      if (places < 2 || places > 15 || level < 2) {
        throw new IllegalArgumentException(
            "Cannot ask %d nodes for level %d: 2 to 15 and 2 or more are needed"
                .formatted(places, level));
      }
    }

    @Override
    public Rate floor() {
      return rate;
    }

    @Override
    public Rate rate(Trust trust) {
      return rate;
    }

    @Override
    public Map<String, Object> form() {
      return formOf(
          "replicated",
          comparison,
          Map.of(
              "places", places, "level", level, "rate", rate.perMillion(), "multiple", multiple));
    }
  }

  /** The rate at which a node's results are checked. */
  Rate rate(Trust trust);

  /** The lowest rate, by which the exposure is bounded whatever the trust. */
  Rate floor();

  /** A penalty is at least so many prices. */
  int multiple();

  /** When two outputs are the same. */
  Comparison comparison();

  /** The policy as canonical DAG-JSON has it. */
  Map<String, Object> form();

  /** SHA-256 of the canonical DAG-JSON: what {@code Assignment.policy} holds; 32 bytes. */
  default byte[] digest() {
    return cid().digest();
  }

  /** The identifier of the policy's block. */
  default Cid cid() {
    return DagJson.block(form()).cid();
  }

  /**
   * Reads a policy from its block.
   *
   * @throws MalformedContentException if it is none
   */
  static Policy read(Block block) throws MalformedContentException {
    return WrittenPolicy.read(block);
  }

  private static Map<String, Object> formOf(
      String kind, Comparison comparison, Map<String, Object> parameters) {
    Map<String, Object> form = new TreeMap<>(parameters);
    form.put("kind", kind);
    form.put("comparison", comparison.form());
    return form;
  }

  private static void requireDrawn(Rate rate) {
    if (rate.perMillion() == 0) {
      throw new IllegalArgumentException("Cannot trust what is never checked");
    }
  }

  private static void requireCount(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("Cannot use a count of %d: 1 is least".formatted(count));
    }
  }
}
