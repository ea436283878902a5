package net.neuralpro.transforms.synthesize;

import java.util.List;

/**
 * A recording of a demonstration, and what must be found in it.
 *
 * @param name of the recording's folder
 * @param fault what is wrong with it
 * @param description of the fault, one sentence
 * @param expectedRuleFamilies families of the rules of which one must find it; empty if it is clean
 */
public record Planted(
    String name, Fault fault, String description, List<String> expectedRuleFamilies) {
  public Planted {
    expectedRuleFamilies = List.copyOf(expectedRuleFamilies);
  }
}
