package net.neuralpro.schemas.derivation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.DagJson;

/**
 * What is to be made: an operator at a version, its parameters, its inputs. Its identifier is at
 * once the cache key, the task that a node is given, what is verified, and the provenance record.
 *
 * @param operator the operator's name
 * @param version digest of the operator's code and native parts
 * @param parameters all of them, defaults filled in
 * @param inputs by the operator's names for them
 */
public record Derivation(
    String operator, String version, JsonNode parameters, SortedMap<String, Cid> inputs) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");
  private static final Pattern VERSION = Pattern.compile("[0-9a-f]{16,64}");

  public Derivation {
    if (!NAME.matcher(operator).matches()) {
      throw new IllegalArgumentException("Cannot name an operator '" + operator + "'");
    }
    if (!VERSION.matcher(version).matches()) {
      throw new IllegalArgumentException(
          "Cannot use version '" + version + "' of " + operator + ": a hex digest is needed");
    }
    if (!parameters.isObject()) {
      throw new IllegalArgumentException("Cannot use parameters that are no object");
    }
    inputs = Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
  }

  public static Derivation of(
      String operator, String version, Record parameters, Map<String, Cid> inputs) {
    return new Derivation(operator, version, DagJson.tree(parameters), new TreeMap<>(inputs));
  }

  public Block block() {
    return DagJson.block(this);
  }

  public Cid cid() {
    return block().cid();
  }
}
