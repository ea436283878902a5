package net.neuralpro.transforms.worker;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.neuralpro.schemas.content.Sha256;
import net.neuralpro.transforms.operators.OperatorProvider;

/**
 * The code of a worker as a folder that any user may read and only its owner may change: a worker
 * started by root runs as nobody, who cannot look into root's home. Jars are hard links where the
 * file system allows it. The native libraries are unpacked here once, so that no worker has to
 * write.
 *
 * @param folder holds {@code classes-N} or jars, and {@code native}
 * @param classPath the entries, in order
 * @param restriction how workers are held
 */
public record WorkerInstallation(Path folder, List<Path> classPath, Restriction restriction) {
  private static final int NAME_BYTES = 12;

  /**
   * How Java runs a worker, wherever it does. Most code runs too short a time to pay for being
   * optimised; digests must be, since only the optimising compiler uses the processor's
   * instructions for SHA-256, which are ten times as fast.
   */
  public static final List<String> JAVA_OPTIONS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:Tier4InvocationThreshold=50000",
          "-XX:Tier4MinInvocationThreshold=6000",
          "-XX:Tier4CompileThreshold=150000",
          "-XX:Tier4BackEdgeThreshold=400000",
          "-XX:-UsePerfData",
          "-XX:+ExitOnOutOfMemoryError",
          "-Xshare:auto",
          "--add-opens=java.base/java.nio=ALL-UNNAMED");

  public WorkerInstallation {
    classPath = List.copyOf(classPath);
  }

  /** Installs the class path of this process, or finds it installed. */
  public static WorkerInstallation ofThisProcess() throws IOException, InterruptedException {
    List<Path> entries = ClassPath.ofThisProcess();
    Path base = Path.of(System.getProperty("java.io.tmpdir"));
    String user = System.getProperty("user.name").replaceAll("[^A-Za-z0-9_-]", "_");
    Path folder = base.resolve("neural-worker-" + user + "-" + digest(entries));
    requireOwn(folder);
    return once(entries, folder);
  }

  /**
   * One process at a time installs, and within it one thread: a worker that loads a library while
   * another process unpacks it anew would crash.
   */
  private static synchronized WorkerInstallation once(List<Path> entries, Path folder)
      throws IOException, InterruptedException {
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      ProcessFolder.removeAbandoned(folder);
      List<Path> installed = new ArrayList<>();
      for (int index = 0; index < entries.size(); index++) {
        installed.add(install(entries.get(index), folder, index));
      }
      WorkerInstallation installation =
          new WorkerInstallation(folder, installed, Restriction.ofThisComputer());
      installation.unpackNatives();
      return installation;
    }
  }

  private static String digest(List<Path> entries) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Path entry : entries) {
      try (Stream<Path> files = Files.walk(entry)) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          text.append(file).append(Files.size(file)).append(Files.getLastModifiedTime(file));
        }
      }
    }
    byte[] hash = Sha256.of(text.toString().getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash, 0, NAME_BYTES);
  }

  private static void requireOwn(Path folder) throws IOException {
    try {
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    } catch (FileAlreadyExistsException e) {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(folder);
      boolean own =
          Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
              && Files.getOwner(folder).getName().equals(System.getProperty("user.name"))
              && !permissions.contains(PosixFilePermission.GROUP_WRITE)
              && !permissions.contains(PosixFilePermission.OTHERS_WRITE);
      if (!own) {
        throw new IOException(
            "Cannot install workers in "
                + folder
                + ": it belongs to somebody else; perhaps remove it, or set another folder for"
                + " temporary files (java.io.tmpdir)",
            e);
      }
    }
  }

  private static Path install(Path entry, Path folder, int index) throws IOException {
    Path target = folder.resolve(index + "-" + entry.getFileName());
    if (Files.exists(target)) {
      return target;
    }
    Path partial = folder.resolve("." + index + "-" + ProcessHandle.current().pid());
    deleteTree(partial);
    try (Stream<Path> files = Files.walk(entry)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path copy = partial.resolve(entry.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          linkOrCopy(file, copy);
        }
      }
    }
    try {
      Files.move(partial, target);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
      deleteTree(partial);
    }
    return target;
  }

  private static void linkOrCopy(Path file, Path copy) throws IOException {
    if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
      try {
        Files.createLink(copy, file.toRealPath());
        return;
      } catch (IOException | UnsupportedOperationException e) {
        Files.deleteIfExists(copy);
      }
    }
    Files.copy(file, copy);
    Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-r--r--"));
  }

  private static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Unpacks the native libraries in a process of its own, once. */
  private void unpackNatives() throws IOException, InterruptedException {
    Path done = folder.resolve("native.done");
    if (Files.exists(done)) {
      return;
    }
    List<String> command =
        new ArrayList<>(
            java(64L << 20, folder, List.of("-Dorg.bytedeco.javacpp.cachedir=" + natives())));
    command.add(NativeLibraries.class.getName());
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("native.log").toFile())
            .start();
    if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException(
          "Cannot unpack the native libraries: "
              + Files.readString(folder.resolve("native.log")).strip());
    }
    Files.writeString(done, "");
  }

  private List<String> java(long heap, Path temporary, List<String> natives) {
    String home = System.getProperty("java.home");
    List<String> command = new ArrayList<>();
    command.add(Path.of(home, "bin", "java").toString());
    command.add("-Xmx" + (heap >> 20) + "m");
    command.addAll(JAVA_OPTIONS);
    command.add("-Djava.io.tmpdir=" + temporary);
    command.addAll(natives);
    command.add("-cp");
    command.add(String.join(File.pathSeparator, classPath.stream().map(Path::toString).toList()));
    return command;
  }

  /** The folder of the native libraries, with a folder in it for each library's jar. */
  public Path natives() {
    return folder.resolve("native");
  }

  /**
   * Where a worker finds the libraries. They are no cache to it: JavaCPP takes one only if it may
   * write there.
   */
  private List<String> unpacked() throws IOException {
    try (Stream<Path> files = Files.walk(natives())) {
      String folders =
          files
              .filter(file -> file.toString().endsWith(".so"))
              .map(file -> file.resolveSibling("").toString())
              .distinct()
              .sorted()
              .collect(Collectors.joining(File.pathSeparator));
      return List.of("-Djava.library.path=" + folders, "-Dorg.bytedeco.javacpp.pathsFirst=true");
    }
  }

  /** The command line of a worker with these operators, under these limits. */
  List<String> command(
      Class<? extends OperatorProvider> operators, WorkerLimits limits, ProcessFolder scratch)
      throws IOException {
    List<String> command = new ArrayList<>(restriction.prefix(limits));
    command.addAll(java(limits.heap(), scratch.path(), unpacked()));
    command.add(WorkerMain.class.getName());
    command.add(operators.getName());
    return command;
  }
}
