package net.neuralpro.pipelines.flows.recipe;

/** A recipe that cannot be used, with the place of what is wrong. */
public final class RecipeException extends Exception {
  private static final long serialVersionUID = 1;

  RecipeException(String source, int line, int column, String message) {
    super("RECIPE-INVALID: %s, line %d, column %d: %s".formatted(source, line, column, message));
  }

  RecipeException(String message) {
    super("RECIPE-INVALID: " + message);
  }
}
