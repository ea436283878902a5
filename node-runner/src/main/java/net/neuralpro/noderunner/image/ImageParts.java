package net.neuralpro.noderunner.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.neuralpro.schemas.content.Sha256;

/**
 * What an image is made of.
 *
 * @param classPath jars and folders of classes, in order
 * @param natives the folder of native libraries
 * @param libraries those of this computer that the runtime and the native libraries load
 */
record ImageParts(List<Path> classPath, Path natives, List<Path> libraries) {
  /** What the operators use of the Java platform. */
  private static final String MODULES =
      "java.base,java.compiler,java.desktop,java.instrument,java.logging,java.management,"
          + "java.naming,java.net.http,java.security.jgss,java.security.sasl,java.sql,java.xml,"
          + "jdk.unsupported";

  private static final Pattern LOADED = Pattern.compile("(/\\S+) \\(0x");
  private static final Path HOME = Path.of(System.getProperty("java.home"));

  ImageParts {
    classPath = List.copyOf(classPath);
    libraries = List.copyOf(libraries);
  }

  static ImageParts of(List<Path> classPath, Path natives)
      throws IOException, InterruptedException {
    return new ImageParts(classPath, natives, loaded(natives));
  }

  /** Follows what the dynamic linker says. */
  private static List<Path> loaded(Path natives) throws IOException, InterruptedException {
    List<Path> programs = new ArrayList<>(shared(natives));
    programs.add(HOME.resolve("bin/java"));
    programs.add(HOME.resolve("lib/server/libjvm.so"));
    programs.addAll(shared(HOME.resolve("lib")));
    Set<Path> libraries = new TreeSet<>();
    for (Path program : programs) {
      Matcher library = LOADED.matcher(Commands.output("ldd", program.toString()));
      while (library.find()) {
        Path file = Path.of(library.group(1));
        if (!file.startsWith(HOME) && !file.startsWith(natives) && !isOfScreens(file)) {
          libraries.add(file);
        }
      }
    }
    return List.copyOf(libraries);
  }

  /** Operators draw nothing on screens and play nothing. */
  private static boolean isOfScreens(Path library) {
    return String.valueOf(library.getFileName()).matches("lib(X|x|asound|Xtst|freetype|harf).*");
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

  /** Names the content of all parts. */
  byte[] text() throws IOException {
    StringBuilder text = new StringBuilder(System.getProperty("java.vm.version")).append(MODULES);
    for (Path part : classPath) {
      try (Stream<Path> files = Files.walk(part)) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          text.append(part.getFileName()).append(part.relativize(file)).append(digest(file));
        }
      }
    }
    for (Path library : libraries) {
      text.append(library).append(digest(library));
    }
    for (Path library : shared(natives)) {
      text.append(natives.relativize(library)).append(Files.size(library));
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String digest(Path file) throws IOException {
    return HexFormat.of().formatHex(Sha256.of(Files.readAllBytes(file)));
  }

  /** Puts all of it below a root, which is empty but for folders. */
  void stage(Path root) throws IOException, InterruptedException {
    Commands.output(
        HOME.resolve("bin/jlink").toString(),
        "--add-modules=" + MODULES,
        "--strip-debug",
        "--no-man-pages",
        "--no-header-files",
        "--output=" + root.resolve("java"));
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
          Files.setPosixFilePermissions(
              copy,
              PosixFilePermissions.fromString(
                  Files.isExecutable(file) ? "rwxr-xr-x" : "rw-r--r--"));
        }
      }
    }
  }

  /** Where an entry of the class path is in the image. */
  private String operators(int index) {
    return "/operators/%02d-%s".formatted(index, classPath.get(index).getFileName());
  }

  /** The Java program of the image, with its options and class path. */
  List<String> java() throws IOException {
    String jars =
        IntStream.range(0, classPath.size())
            .mapToObj(this::operators)
            .collect(Collectors.joining(":"));
    Set<String> folders = new LinkedHashSet<>();
    for (Path library : shared(natives)) {
      folders.add("/natives/" + natives.relativize(library.getParent()));
    }
    return List.of(
        "/java/bin/java",
        "-XX:+UseSerialGC",
        "-XX:-UsePerfData",
        "-XX:+ExitOnOutOfMemoryError",
        "-Djava.io.tmpdir=/tmp",
        "-Djava.library.path=" + String.join(":", folders),
        "-Dorg.bytedeco.javacpp.pathsFirst=true",
        "--add-opens=java.base/java.nio=ALL-UNNAMED",
        "-cp",
        jars);
  }
}
