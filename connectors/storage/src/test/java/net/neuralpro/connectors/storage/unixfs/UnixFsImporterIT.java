package net.neuralpro.connectors.storage.unixfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names files and folders by npm's ipfs-unixfs-importer too. */
class UnixFsImporterIT {
  @Test
  void namesAllCasesAsTheJavaScriptImporterDoes(@TempDir Path folder)
      throws IOException, InterruptedException {
    UnixFsCases.make(folder);
    Process importer =
        new ProcessBuilder("src/test/setup/unixfs-importer/run", folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    byte[] output = importer.getInputStream().readAllBytes();
    assertThat(importer.waitFor()).as("the importer ends well; see what it said").isZero();
    assertThat(UnixFsCases.printed(output)).hasSize(11).isEqualTo(UnixFsCases.named(folder));
  }
}
