package net.neuralpro.schemas.derivation;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.rules.Finding;

/** What came of a derivation: the same on any machine, so it is kept and not computed again. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Outcome.Produced.class, name = "produced"),
  @JsonSubTypes.Type(value = Outcome.Rejected.class, name = "rejected")
})
public sealed interface Outcome {
  /** The derivation that this is the outcome of. */
  Cid derivation();

  /**
   * The operator made its outputs.
   *
   * @param outputs by the operator's names for them
   */
  record Produced(Cid derivation, SortedMap<String, Cid> outputs) implements Outcome {
    public Produced {
      outputs = Collections.unmodifiableSortedMap(new TreeMap<>(outputs));
    }

    /**
     * The output of this name.
     *
     * @throws IllegalArgumentException if the operator made none
     */
    public Cid output(String name) {
      Cid cid = outputs.get(name);
      if (cid == null) {
        throw new IllegalArgumentException(
            "Cannot find output " + name + " of " + derivation + " among " + outputs.keySet());
      }
      return cid;
    }
  }

  /** The operator cannot use its inputs. */
  record Rejected(Cid derivation, List<Finding> findings) implements Outcome {
    public Rejected {
      findings = findings.stream().sorted().toList();
      if (findings.isEmpty()) {
        throw new IllegalArgumentException("Cannot reject " + derivation + " without a finding");
      }
    }
  }
}
