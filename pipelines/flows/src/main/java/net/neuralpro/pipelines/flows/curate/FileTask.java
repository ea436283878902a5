package net.neuralpro.pipelines.flows.curate;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.schemas.content.Cid;

/**
 * Files that are to be written by one derivation.
 *
 * @param operator which operator writes them
 * @param plan its input
 * @param paths where each of its outputs lies in the dataset; an output that ends in {@code /}
 *     names all below it
 */
public record FileTask(String operator, Cid plan, SortedMap<String, String> paths) {
  static FileTask of(String operator, Cid plan, Map<String, String> paths) {
    return new FileTask(operator, plan, new TreeMap<>(paths));
  }

  /** Where an output lies. */
  String path(String output) {
    String exact = paths.get(output);
    if (exact != null) {
      return exact;
    }
    int slash = output.indexOf('/') + 1;
    String folder = paths.get(output.substring(0, slash));
    if (folder == null) {
      throw new IllegalArgumentException(
          "Cannot place output " + output + " of " + operator + " among " + paths);
    }
    return folder + output.substring(slash) + ".parquet";
  }
}
