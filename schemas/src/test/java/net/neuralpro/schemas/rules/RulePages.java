package net.neuralpro.schemas.rules;

import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** The pages of the reference on rules: one for each family, and one that lists them. */
final class RulePages {
  /** Where they lie in the repository. */
  static final String FOLDER = "docs/reference/rules";

  private RulePages() {}

  /** The text of each page by its file's name. */
  static SortedMap<String, String> of(RuleBook book) {
    SortedMap<String, String> pages = new TreeMap<>();
    StringBuilder list = new StringBuilder();
    list.append("# Rules\n\n")
        .append("What is found in an input names a rule. An error rejects the input, a warning\n")
        .append("marks or leaves out what is affected, a notice changes nothing. A recipe can\n")
        .append("change what some rules lead to.\n\n| family | about |\n|---|---|\n");
    for (RuleFamily family : book.families()) {
      String file = family.family().toLowerCase(Locale.ROOT) + ".md";
      list.append("| [%s](%s) | %s |\n".formatted(family.family(), file, family.about()));
      pages.put(file, page(family));
    }
    pages.put("README.md", list.toString());
    return pages;
  }

  private static String page(RuleFamily family) {
    StringBuilder page = new StringBuilder();
    page.append("# Rules %s\n\n%s\n".formatted(family.family(), family.about()));
    for (Rule rule : family.rules()) {
      page.append("\n## %s\n\n".formatted(rule.rule()))
          .append("**%s.** ".formatted(word(rule.severity())))
          .append("%s\n\n%s\n".formatted(rule.meaning(), rule.advice()));
    }
    return page.toString();
  }

  private static String word(Severity severity) {
    return switch (severity) {
      case ERROR -> "Error";
      case WARNING -> "Warning";
      case NOTICE -> "Notice";
    };
  }
}
