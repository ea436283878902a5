package net.neuralpro.pipelines.flows.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class DistinctTest {
  @Property(tries = 200)
  void saysAllOfANameAtOnceHoweverLittleIsHeld(
      @ForAll @Size(max = 60) List<@IntRange(max = 20) Integer> names,
      @ForAll @IntRange(min = 1, max = 70) int atOnce)
      throws IOException {
    Distinct.Source<Integer> source =
        told -> {
          for (int name : names) {
            told.tell("name " + name, 1);
          }
        };
    Map<String, Integer> expected = new TreeMap<>();
    names.forEach(name -> expected.merge("name " + name, 1, Integer::sum));
    Map<String, Integer> said = new TreeMap<>();
    List<String> order = new ArrayList<>();
    new Distinct<>(source, atOnce)
        .each(
            Integer::sum,
            (name, count) -> {
              order.add(name);
              said.put(name, count);
            });
    assertThat(said).isEqualTo(expected);
    assertThat(order).doesNotHaveDuplicates();
  }
}
