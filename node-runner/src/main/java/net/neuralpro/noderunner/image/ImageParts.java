package net.neuralpro.noderunner.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.neuralpro.noderunner.sandbox.Commands;
import net.neuralpro.noderunner.sandbox.SandboxException;
import net.neuralpro.transforms.worker.WorkerInstallation;

/**
 * What an image is made of.
 *
 * @param java the Java platform that its runtime is cut out of
 * @param classPath jars and folders of classes, in order
 * @param natives the folder of native libraries
 * @param libraries those of this computer that the runtime and the native libraries load
 */
record ImageParts(Path java, List<Path> classPath, Path natives, List<Path> libraries) {
  /** What the operators use of the Java platform. */
  private static final String MODULES =
      "java.base,java.compiler,java.desktop,java.instrument,java.logging,java.management,"
          + "java.naming,java.net.http,java.security.jgss,java.security.sasl,java.sql,java.xml,"
          + "jdk.unsupported";

  private static final List<String> CUT =
      List.of("--add-modules=" + MODULES, "--strip-debug", "--no-man-pages", "--no-header-files");

  /** What of the Java platform becomes part of the image. */
  private static final List<String> PLATFORM = List.of("jmods", "release");

  private static final Duration LONGEST_CUT = Duration.ofMinutes(10);

  ImageParts {
    classPath = List.copyOf(classPath);
    libraries = List.copyOf(libraries);
  }

  /**
   * The parts of this computer.
   *
   * @throws SandboxException IMAGE-RUNTIME if this Java can cut no runtime; IMAGE-LIBRARY if a
   *     library is missing
   */
  static ImageParts of(List<Path> classPath, Path natives)
      throws IOException, InterruptedException {
    Path java = Path.of(System.getProperty("java.home"));
    if (!Files.isExecutable(java.resolve("bin/jlink"))
        || !Files.isDirectory(java.resolve("jmods"))) {
      throw new SandboxException(
          "IMAGE-RUNTIME",
          "Cannot make the operators' image: %s has no jlink; perhaps run with a whole JDK 17"
              .formatted(java));
    }
    List<Path> programs = new ArrayList<>(shared(natives));
    programs.add(java.resolve("bin/java"));
    programs.addAll(shared(java.resolve("lib")));
    return new ImageParts(
        java, classPath, natives, Libraries.loadedBy(programs, List.of(java, natives)));
  }

  private static List<Path> shared(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().matches(".*\\.so[.0-9]*"))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }

  /** Names the content of all parts, and how they are put together. */
  Inventory inventory() throws IOException {
    Inventory inventory = new Inventory();
    inventory.say(String.join(" ", CUT));
    inventory.say(String.join(" ", program()));
    for (String part : PLATFORM) {
      inventory.add("java/" + part, java.resolve(part));
    }
    for (int index = 0; index < classPath.size(); index++) {
      inventory.add(operators(index), classPath.get(index));
    }
    for (Path library : libraries) {
      inventory.add(library.toString(), library.toRealPath());
    }
    for (Path library : shared(natives)) {
      inventory.add("natives/" + natives.relativize(library), library);
    }
    return inventory;
  }

  /** Puts all of it below a root, which is empty but for folders. */
  void stage(Path root) throws IOException, InterruptedException {
    List<String> cut = new ArrayList<>(List.of(java.resolve("bin/jlink").toString()));
    cut.addAll(CUT);
    cut.add("--output=" + root.resolve("java"));
    Commands.run(cut, LONGEST_CUT);
    for (Path library : libraries) {
      copy(library.toRealPath(), root.resolve(library.toString().substring(1)));
    }
    for (int index = 0; index < classPath.size(); index++) {
      copy(classPath.get(index), root.resolve(operators(index).substring(1)));
    }
    for (Path library : shared(natives)) {
      copy(library, root.resolve("natives").resolve(natives.relativize(library).toString()));
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path copy = from.equals(file) ? to : to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy);
        }
      }
    }
  }

  /** Where an entry of the class path is in the image. */
  private String operators(int index) {
    return "/operators/%02d-%s".formatted(index, classPath.get(index).getFileName());
  }

  /** The Java program of the image, with its options and class path. */
  List<String> program() throws IOException {
    String jars =
        IntStream.range(0, classPath.size())
            .mapToObj(this::operators)
            .collect(Collectors.joining(":"));
    Set<String> folders = new LinkedHashSet<>();
    for (Path library : shared(natives)) {
      folders.add("/natives/" + natives.relativize(library.getParent()));
    }
    List<String> program = new ArrayList<>(List.of("/java/bin/java"));
    program.addAll(WorkerInstallation.JAVA_OPTIONS);
    program.add("-Djava.io.tmpdir=/tmp");
    program.add("-Djava.library.path=" + String.join(":", folders));
    program.add("-Dorg.bytedeco.javacpp.pathsFirst=true");
    program.addAll(List.of("-cp", jars));
    return program;
  }
}
