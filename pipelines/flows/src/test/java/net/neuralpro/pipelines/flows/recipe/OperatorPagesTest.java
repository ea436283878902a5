package net.neuralpro.pipelines.flows.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.neuralpro.transforms.operators.Operator;
import net.neuralpro.transforms.operators.OperatorCatalogue;
import net.neuralpro.transforms.operators.OperatorParameters;
import net.neuralpro.transforms.operators.ShippedOperators;
import org.junit.jupiter.api.Test;

/** The reference of operators and recipes says what the code says. */
class OperatorPagesTest {
  private static final String UPDATE = "update.docs";
  private static final String COMMAND =
      "./mvnw -pl pipelines/flows -am test -Dtest=OperatorPagesTest -D" + UPDATE + "=true";
  private static final OperatorCatalogue CATALOGUE = new ShippedOperators().catalogue();

  @Test
  void describesEveryOperator() throws IOException {
    requireSame("operators.md", operators());
  }

  @Test
  void holdsTheSchemaOfRecipes() throws IOException {
    requireSame("recipe.schema.json", RecipeReader.schema(CATALOGUE).toPrettyString() + "\n");
  }

  private static String operators() {
    StringBuilder page = new StringBuilder();
    page.append("# Operators\n\nWhat a recipe can name, with all parameters. Those of trust\n")
        .append("`FOREIGN` run in restricted processes.\n");
    for (Operator<?> operator : CATALOGUE.operators()) {
      page.append("\n## %s\n\n%s".formatted(operator.name(), operator.description()))
          .append(" Trust: `%s`.\n".formatted(operator.trust()));
      if (!OperatorParameters.of(operator).isEmpty()) {
        page.append("\n| parameter | meaning | standard | unit | range |\n")
            .append("|---|---|---|---|---|\n");
      }
      for (OperatorParameters.Declared declared : OperatorParameters.of(operator)) {
        page.append(
            "| `%s` | %s | `%s` | %s | %s |\n"
                .formatted(
                    declared.name(),
                    declared.parameter().value(),
                    declared.standard(),
                    declared.parameter().unit(),
                    range(declared)));
      }
    }
    return page.toString();
  }

  private static String range(OperatorParameters.Declared declared) {
    String least = declared.parameter().minimum();
    String most = declared.parameter().maximum();
    return least.isEmpty() && most.isEmpty() ? "" : least + " … " + most;
  }

  private static void requireSame(String name, String text) throws IOException {
    Path file = repository().resolve("docs").resolve("reference").resolve(name);
    if (Boolean.getBoolean(UPDATE)) {
      Files.writeString(file, text);
    }
    assertThat(file).as("`%s` writes it anew", COMMAND).hasContent(text);
  }

  private static Path repository() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("Cannot find the repository above the working directory");
      }
    }
    return folder;
  }
}
