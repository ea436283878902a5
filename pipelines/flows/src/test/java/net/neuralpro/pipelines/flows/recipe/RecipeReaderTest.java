package net.neuralpro.pipelines.flows.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.neuralpro.transforms.operators.OperatorCatalogue;
import net.neuralpro.transforms.operators.ShippedOperators;

class RecipeReaderTest {
  private static final OperatorCatalogue CATALOGUE = new ShippedOperators().catalogue();
  private static final String SMALL =
      """
      neural: 1
      name: small
      steps:
        examine:
          frames_per_second: 8
        filter: {maximum_black_fraction: 0.5}
        ingest:
        validate:
        segment:
        deduplicate:
        split:
        plan:
      """;

  private final RecipeReader reader = new RecipeReader(CATALOGUE);

  @Example
  void readsEveryShippedRecipe() throws IOException, RecipeException {
    for (String name : RecipeReader.SHIPPED) {
      assertThat(reader.read(name).name()).isEqualTo(name);
    }
  }

  @Example
  void acceptsTheShippedRecipesByTheSchema() throws IOException {
    JsonNode schema = RecipeReader.schema(CATALOGUE);
    for (String name : RecipeReader.SHIPPED) {
      try (InputStream in = RecipeReader.class.getResourceAsStream(name + ".yaml")) {
        JsonNode recipe = new ObjectMapper(new YAMLFactory()).readTree(in);
        assertThat(
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(schema)
                    .validate(recipe))
            .as(name)
            .isEmpty();
      }
    }
  }

  @Example
  void fillsInTheStandards() throws RecipeException {
    JsonNode examine = reader.parse("small.yaml", SMALL).steps().get("examine");
    assertThat(examine.get("frames_per_second").asInt()).isEqualTo(8);
    assertThat(examine.get("short_side").asInt()).isEqualTo(256);
  }

  @Example
  void givesOneIdentifierToWhatMeansTheSame() throws RecipeException {
    String same = SMALL.replace("0.5", "\"0.50\"").replace("name: small\n", "name:   'small'\n");
    assertThat(reader.parse("b", same).block().cid())
        .isEqualTo(reader.parse("a", SMALL).block().cid());
  }

  @Example
  void namesTheLineOfWhatIsWrong() {
    requireError("    frames_per_second: 8", "    frames: 8", "line 5", "'frames'");
    requireError("    frames_per_second: 8", "    frames_per_second: many", "line 5", "many");
    requireError(
        "    frames_per_second: 8", "    frames_per_second: 4000", "line 5", "at most 120");
    requireError("  filter:", "  filler:", "line 6", "Cannot find operator 'filler'");
    requireError("name: small", "name: Small!", "line 2", "lower-case");
    requireError("name: small", "name: small\nname: other", "line 3", "twice");
    requireError("neural: 1", "neural: 2", "line 1", "Cannot read version 2");
    requireError("neural: 1", "neural: 1\ncolour: red", "line 2", "Cannot use key 'colour'");
    requireError("steps:", "steps: [", "line", "YAML");
    requireError("  segment:\n", "", "line 3", "Cannot make a dataset without segment");
    requireError("name: small", "name: &a small\nother: *a", "line 2", "Cannot use anchors");
  }

  @Example
  void saysWhichRecipesThereAre() {
    assertThatThrownBy(() -> reader.read(Path.of("no", "such.yaml").toString()))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("neither a file nor one of [clips-256, driving]");
  }

  @Example
  void judgesUnsignedRecordingsMildlyWhereTheyAreAccepted() throws RecipeException {
    Recipe recipe = reader.parse("small.yaml", SMALL);
    assertThat(recipe.steps().get("validate").get("unsigned").asText()).isEqualTo("ERROR");
    JsonNode mild = recipe.acceptingUnsigned().steps().get("validate");
    assertThat(mild.get("unsigned").asText()).isEqualTo("WARNING");
    assertThat(mild.get("gap")).isEqualTo(recipe.steps().get("validate").get("gap"));
  }

  @Example
  void saysThatAFolderIsNoRecipe() {
    assertThatThrownBy(() -> reader.read("src"))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("Cannot read src: it is a folder");
  }

  @Property(tries = 500)
  void meetsAnyAlteredTextWithAnErrorOfItsOwn(@ForAll int seed, @ForAll char letter) {
    StringBuilder text = new StringBuilder(SMALL);
    text.setCharAt(Math.floorMod(seed, text.length()), letter);
    try {
      assertThat(reader.parse("altered", text.toString()).steps()).isNotNull();
    } catch (RecipeException e) {
      assertThat(e).hasMessageStartingWith("RECIPE-INVALID: altered, line ");
    }
  }

  private void requireError(String before, String after, String... parts) {
    String text = SMALL.replace(before, after);
    assertThat(text).isNotEqualTo(SMALL);
    assertThatThrownBy(() -> reader.parse("small.yaml", text))
        .isInstanceOf(RecipeException.class)
        .hasMessageStartingWith("RECIPE-INVALID: small.yaml, line ")
        .message()
        .contains(parts);
  }
}
