package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The script in Python that checks proofs without a line of ours. */
final class CheckProofScript {
  private CheckProofScript() {}

  /** Its exit code for a proof, held against a block and a dataset. */
  static int run(Path proof, Path block, Path dataset) throws IOException, InterruptedException {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("mvnw"))) {
      root = root.getParent();
    }
    return new ProcessBuilder(
            "python3",
            root.resolve("notebooks/check_proof.py").toString(),
            proof.toString(),
            "--header",
            block.toString(),
            "--dataset",
            dataset.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
