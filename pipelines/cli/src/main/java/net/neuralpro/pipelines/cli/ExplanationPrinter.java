package net.neuralpro.pipelines.cli;

import net.neuralpro.pipelines.flows.curate.Explanation;

/** Prints what a run would do. */
final class ExplanationPrinter {
  private ExplanationPrinter() {}

  static void print(Explanation explanation, Terminal terminal) {
    terminal.json(explanation);
    for (Explanation.Line line : explanation.lines()) {
      terminal.print("%-28s %-12s %s".formatted(line.subject(), line.operator(), line.why()));
    }
    terminal.print(
        "%d derivations are known; %d would run."
            .formatted(explanation.known(), explanation.lines().size()));
  }
}
