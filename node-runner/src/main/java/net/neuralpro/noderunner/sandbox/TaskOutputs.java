package net.neuralpro.noderunner.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Takes what a task left, after all of its processes have ended: plain files in plain folders, as
 * many, as deep and as large as it may. Anything else refuses all of it.
 */
final class TaskOutputs implements FileVisitor<Path> {
  private static final int MAX_DEPTH = 16;
  private static final int MAX_NAME = 200;

  private final Path left;
  private final Path taken;
  private final SandboxLimits limits;
  private final SortedMap<String, String> digests = new TreeMap<>();
  private int files;
  private long bytes;

  private TaskOutputs(Path left, Path taken, SandboxLimits limits) {
    this.left = left;
    this.taken = taken;
    this.limits = limits;
  }

  /**
   * Copies what was left into a folder.
   *
   * @return the SHA-256 of each file by its path, in hexadecimal digits
   * @throws SandboxException SANDBOX-OUTPUT if something of it may not be taken
   */
  static SortedMap<String, String> take(Path left, Path taken, SandboxLimits limits)
      throws IOException {
    TaskOutputs outputs = new TaskOutputs(left, taken, limits);
    Files.walkFileTree(left, outputs);
    return outputs.digests;
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
      throws IOException {
    if (!folder.equals(left)) {
      count(folder);
      if (left.relativize(folder).getNameCount() > MAX_DEPTH) {
        throw refused(folder, "lies more than " + MAX_DEPTH + " folders deep");
      }
      Files.createDirectory(target(folder));
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
    count(file);
    if (!attributes.isRegularFile()) {
      throw refused(
          file, attributes.isSymbolicLink() ? "is a link" : "is no file: perhaps a device or pipe");
    }
    bytes += attributes.size();
    if (bytes > limits.output()) {
      throw refused(file, "comes to more than " + limits.output() + " bytes with the others");
    }
    MessageDigest digest = sha256();
    try (InputStream in =
            new DigestInputStream(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS), digest);
        OutputStream out = Files.newOutputStream(target(file), StandardOpenOption.CREATE_NEW)) {
      in.transferTo(out);
    }
    digests.put(left.relativize(file).toString(), HexFormat.of().formatHex(digest.digest()));
    return FileVisitResult.CONTINUE;
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  private void count(Path path) throws SandboxException {
    if (++files > limits.outputFiles()) {
      throw refused(path, "is one of more than " + limits.outputFiles());
    }
    String name = String.valueOf(path.getFileName());
    if (name.length() > MAX_NAME || name.chars().anyMatch(letter -> letter < ' ')) {
      throw refused(path, "has a name that is too long or has control letters");
    }
  }

  private Path target(Path path) {
    return taken.resolve(left.relativize(path).toString());
  }

  private SandboxException refused(Path path, String why) {
    return new SandboxException(
        "SANDBOX-OUTPUT",
        "Cannot take output %s: it %s".formatted(printable(left.relativize(path)), why));
  }

  private static String printable(Path path) {
    String text = path.toString().replaceAll("\\p{Cntrl}", "?");
    return text.length() <= MAX_NAME ? text : text.substring(0, MAX_NAME) + "…";
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) throws SandboxException {
    throw refused(file, "cannot be read: " + e.getMessage());
  }

  @Override
  public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
      throws IOException {
    if (e != null) {
      throw e;
    }
    return FileVisitResult.CONTINUE;
  }
}
