package net.neuralpro.noderunner.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.stream.Stream;
import net.neuralpro.schemas.content.Sha256;

/** A list of files by name and digest, a line each: names all that something is made of. */
final class Inventory {
  private static final int NAME_BYTES = 16;

  private final StringBuilder lines = new StringBuilder();

  /** Adds a line that is no file's. */
  void say(String line) {
    lines.append("= ").append(line).append('\n');
  }

  /** Adds a file, or all files of a folder. */
  void add(String name, Path file) throws IOException {
    try (Stream<Path> files = Files.walk(file)) {
      for (Path each : files.filter(Files::isRegularFile).sorted().toList()) {
        lines
            .append(digest(each))
            .append(' ')
            .append(name)
            .append('/')
            .append(file.relativize(each))
            .append('\n');
      }
    }
  }

  private static String digest(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return HexFormat.of().formatHex(Sha256.of(in));
    }
  }

  /** A short name that other files would not get. */
  String name() {
    byte[] digest = Sha256.of(lines.toString().getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest, 0, NAME_BYTES);
  }
}
