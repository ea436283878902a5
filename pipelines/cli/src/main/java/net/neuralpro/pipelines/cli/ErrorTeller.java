package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.io.PrintWriter;
import net.neuralpro.connectors.chain.ChainException;
import net.neuralpro.connectors.storage.StorageException;
import net.neuralpro.pipelines.flows.dataset.AlteredDatasetException;
import net.neuralpro.pipelines.flows.dataset.NoSuchSampleException;
import net.neuralpro.pipelines.flows.recipe.RecipeException;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.RejectedInputException;
import picocli.CommandLine;

/** Tells a person what went wrong, and a script by the exit code. */
final class ErrorTeller implements CommandLine.IExecutionExceptionHandler {
  private static final String TRACE = "NEURAL_TRACE";

  @Override
  public int handleExecutionException(
      Exception e, CommandLine commandLine, CommandLine.ParseResult parsed) {
    PrintWriter err = commandLine.getErr();
    if (System.getenv(TRACE) != null) {
      e.printStackTrace(err);
    }
    if (e instanceof RejectedInputException rejected) {
      for (Finding finding : rejected.findings()) {
        err.println(finding);
      }
      return Exit.REJECTED;
    }
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    if (e instanceof ChainException chain) {
      err.println(chain.rule() + " " + message);
      return Exit.CHAIN;
    }
    err.println(e instanceof StorageException broken ? broken.rule() + " " + message : message);
    if (e instanceof RecipeException || e instanceof NoSuchSampleException) {
      return Exit.USAGE;
    }
    if (e instanceof AlteredDatasetException) {
      return Exit.ALTERED;
    }
    if (e instanceof IOException) {
      return Exit.STORAGE;
    }
    err.println("This should not happen; set " + TRACE + "=1 to see where it did.");
    return Exit.INTERNAL;
  }
}
