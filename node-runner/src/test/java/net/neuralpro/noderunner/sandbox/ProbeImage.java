package net.neuralpro.noderunner.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/** The image whose one program tries to get out, as the set-up script makes it. */
final class ProbeImage {
  private static final Path ROOT = Path.of("target/image").toAbsolutePath();

  private ProbeImage() {}

  static SandboxImage image() throws Exception {
    if (!Files.isExecutable(ROOT.resolve("probe"))) {
      throw new IOException("Cannot find the probe; perhaps: src/test/setup/sandbox target/image");
    }
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(ROOT.resolve("probe")));
    return new SandboxImage(
        "sha256:" + HexFormat.of().formatHex(digest), ROOT, SandboxImage.Origin.STRANGER);
  }
}
