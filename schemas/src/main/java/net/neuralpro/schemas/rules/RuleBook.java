package net.neuralpro.schemas.rules;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import net.neuralpro.schemas.content.DagJson;

/**
 * All rules that there are. They lie in the resource {@code rules.json}, and not in code, so that a
 * better wording does not change the version of any operator.
 *
 * @param families by name
 */
public record RuleBook(List<RuleFamily> families) {
  private static final String RESOURCE = "rules.json";

  public RuleBook {
    families = List.copyOf(families);
    List<String> names = families.stream().map(RuleFamily::family).toList();
    if (!names.equals(names.stream().sorted().distinct().toList())) {
      throw new IllegalArgumentException("Cannot list families but once, by name: " + names);
    }
  }

  /** The book that ships with Neural. */
  public static RuleBook shipped() {
    try (InputStream in = RuleBook.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("Cannot find resource " + RESOURCE);
      }
      return DagJson.of(new ObjectMapper().readTree(in), RuleBook.class);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read resource " + RESOURCE, e);
    }
  }

  /** What the rule of this name says. */
  public Optional<Rule> find(RuleId rule) {
    return families.stream()
        .filter(family -> family.family().equals(rule.family()))
        .flatMap(family -> family.rules().stream())
        .filter(each -> each.rule().equals(rule))
        .findFirst();
  }
}
