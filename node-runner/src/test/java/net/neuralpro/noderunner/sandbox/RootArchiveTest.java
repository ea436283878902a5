package net.neuralpro.noderunner.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RootArchiveTest {
  @TempDir private Path folder;

  @Test
  void holdsFilesFoldersAndLinks() throws Exception {
    Path root = Files.createDirectories(folder.resolve("root"));
    Files.createDirectories(root.resolve("usr/bin"));
    Files.writeString(root.resolve("usr/bin/program"), "content");
    Files.createSymbolicLink(root.resolve("bin"), Path.of("usr/bin"));

    try (RootArchive archive = RootArchive.of(root, "image:tag", folder);
        InputStream in = archive.read();
        TarArchiveInputStream outer = new TarArchiveInputStream(in)) {
      assertThat(outer.getNextEntry().getName()).isEqualTo("manifest.json");
      assertThat(outer.readAllBytes()).asString().contains("image:tag");
      assertThat(outer.getNextEntry().getName()).isEqualTo("config.json");
      assertThat(outer.getNextEntry().getName()).isEqualTo("layer.tar");
      TarArchiveInputStream tar = new TarArchiveInputStream(outer);
      TarArchiveEntry link = tar.getNextEntry();
      assertThat(link.getName()).isEqualTo("bin");
      assertThat(link.getLinkName()).isEqualTo("usr/bin");
      assertThat(tar.getNextEntry().getName()).isEqualTo("usr/");
      assertThat(tar.getNextEntry().getName()).isEqualTo("usr/bin/");
      assertThat(tar.getNextEntry().getName()).isEqualTo("usr/bin/program");
      assertThat(tar.readAllBytes()).asString().isEqualTo("content");
      assertThat(tar.getNextEntry()).isNull();
    }
    assertThat(folder).isDirectoryNotContaining(file -> file.toString().endsWith(".tar"));
  }
}
