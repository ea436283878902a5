package net.neuralpro.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import net.neuralpro.pipelines.flows.recipe.Recipe;

/** Recipes of the tests. */
final class Recipes {
  private Recipes() {}

  /** The recipe driving with one line changed, in a file in a folder. */
  static Path driving(Path folder, String line, String other) throws IOException {
    String text;
    try (InputStream in = Recipe.class.getResourceAsStream("driving.yaml")) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    assertThat(text).contains(line);
    return Files.writeString(
        folder.resolve(other.strip().replaceAll("\\W+", "-") + ".yaml"), text.replace(line, other));
  }
}
