package net.neuralpro.transforms.worker;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder for what is needed only while this process runs. It goes when it is closed, or, if the
 * process was killed, when another process clears up.
 */
public record ProcessFolder(Path path) implements Closeable {
  private static final String PREFIX = "neural-scratch-";
  private static final int TRIES = 100;
  private static final Pattern NAME = Pattern.compile(PREFIX + "([0-9]{1,10})-[0-9]+");

  /** A new folder within another, for this user only. */
  public static ProcessFolder create(Path parent) throws IOException {
    return new ProcessFolder(
        Files.createTempDirectory(parent, PREFIX + ProcessHandle.current().pid() + "-"));
  }

  /**
   * Removes the folders that processes left behind when they were killed; where others may write,
   * only those of this user, since others could make them lead elsewhere.
   */
  public static void removeAbandoned(Path parent) throws IOException {
    boolean shared =
        Files.getPosixFilePermissions(parent).contains(PosixFilePermission.OTHERS_WRITE);
    List<Path> entries;
    try (Stream<Path> all = Files.list(parent)) {
      entries = all.toList();
    }
    for (Path entry : entries) {
      Matcher name = NAME.matcher(String.valueOf(entry.getFileName()));
      if (name.matches()
          && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()
          && (!shared || isOwn(entry))) {
        new ProcessFolder(entry).close();
      }
    }
  }

  private static boolean isOwn(Path folder) throws IOException {
    return Files.exists(folder, LinkOption.NOFOLLOW_LINKS)
        && Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS)
            .getName()
            .equals(System.getProperty("user.name"));
  }

  /**
   * Removes it with all that is in it. Who made the files may be deleting or writing them at the
   * same time: then what is left is looked at again.
   */
  @Override
  public void close() throws IOException {
    for (int left = TRIES; Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS); left--) {
      try (Stream<Path> files = Files.walk(path)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      } catch (UncheckedIOException e) {
        if (left == 0) {
          throw e.getCause();
        }
      } catch (NoSuchFileException | DirectoryNotEmptyException e) {
        if (left == 0) {
          throw e;
        }
      }
    }
  }
}
