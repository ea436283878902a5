package net.neuralpro.schemas.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RuleBookTest {
  private static final String UPDATE = "update.docs";
  private static final String COMMAND =
      "./mvnw -pl schemas test -Dtest=RuleBookTest -D" + UPDATE + "=true";
  private static final Pattern LITERAL = Pattern.compile("\"([A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+)\"");
  private static final Set<String> OTHER_NAMES =
      Set.of("RSASSA-PSS", "SHA-1", "SHA-256", "SHA-384", "UTF-8");
  private static final RuleBook BOOK = RuleBook.shipped();

  @Test
  void hasExactlyTheRulesThatTheSourcesName() throws IOException {
    SortedSet<String> inBook =
        BOOK.families().stream()
            .flatMap(family -> family.rules().stream())
            .map(rule -> rule.rule().value())
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(inBook)
        .as("rules in schemas/src/main/resources/net/neuralpro/schemas/rules/rules.json")
        .isEqualTo(rulesInSources());
  }

  @Test
  void hasAPageForEachFamily() throws IOException {
    Path folder = repository().resolve(RulePages.FOLDER);
    SortedMap<String, String> pages = RulePages.of(BOOK);
    if (Boolean.getBoolean(UPDATE)) {
      write(folder, pages);
    }

    assertThat(read(folder))
        .as("the pages in %s; `%s` writes them anew", RulePages.FOLDER, COMMAND)
        .isEqualTo(pages);
  }

  @Test
  void saysWhatEachRuleMeansAndWhatToDo() {
    assertThat(BOOK.families())
        .flatExtracting(RuleFamily::rules)
        .allSatisfy(rule -> assertThat(rule.meaning()).matches("[A-Z].*\\."))
        .allSatisfy(rule -> assertThat(rule.advice()).matches("[A-Z].*\\."));
  }

  @Test
  void findsARuleByItsName() {
    assertThat(BOOK.find(new RuleId("VIDEO-TRUNCATED")))
        .hasValueSatisfying(rule -> assertThat(rule.severity()).isEqualTo(Severity.ERROR));
    assertThat(BOOK.find(new RuleId("VIDEO-HUMMING"))).isEmpty();
  }

  @Test
  void keepsRulesInTheirFamily() {
    Rule rule = new Rule(new RuleId("VIDEO-GAP"), Severity.WARNING, "A gap.", "Nothing.");

    assertThatThrownBy(() -> new RuleFamily("SENSOR", "Sensors.", List.of(rule)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot have VIDEO-GAP in family SENSOR");
    assertThatThrownBy(() -> new RuleFamily("VIDEO", "Videos.", List.of(rule, rule)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot list VIDEO-GAP after VIDEO-GAP");
  }

  private static SortedSet<String> rulesInSources() throws IOException {
    Pattern source = Pattern.compile(".*/src/main/java/.*\\.java");
    SortedSet<String> rules = new TreeSet<>();
    for (Path room :
        List.of(
            Path.of("schemas"),
            Path.of("connectors"),
            Path.of("transforms"),
            Path.of("node-runner"),
            Path.of("pipelines"))) {
      try (Stream<Path> files = Files.walk(repository().resolve(room))) {
        for (Path file : files.filter(each -> source.matcher(each.toString()).matches()).toList()) {
          Matcher literal = LITERAL.matcher(Files.readString(file));
          while (literal.find()) {
            rules.add(literal.group(1));
          }
        }
      }
    }
    rules.removeAll(OTHER_NAMES);
    return rules;
  }

  private static SortedMap<String, String> read(Path folder) throws IOException {
    SortedMap<String, String> pages = new TreeMap<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          pages.put(String.valueOf(file.getFileName()), Files.readString(file));
        }
      }
    }
    return pages;
  }

  private static void write(Path folder, Map<String, String> pages) throws IOException {
    Files.createDirectories(folder);
    for (String old : read(folder).keySet()) {
      Files.delete(folder.resolve(old));
    }
    for (Map.Entry<String, String> page : pages.entrySet()) {
      Files.writeString(folder.resolve(page.getKey()), page.getValue());
    }
  }

  private static Path repository() {
    Path folder = Path.of(System.getProperty("user.dir")).toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("Cannot find the repository above the working directory");
      }
    }
    return folder;
  }
}
