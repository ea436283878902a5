package net.neuralpro.noderunner.worker;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files that a worker with the class path of these tests needs, and the command for it. */
record WorkerRoot(Path folder, List<String> java) {
  private static final Pattern LIBRARY = Pattern.compile("(/\\S+) \\(0x");

  static WorkerRoot make(Path folder) throws IOException, InterruptedException {
    for (String each : List.of("dev", "proc", "tmp", "task/inputs", "task/outputs", "classes")) {
      Files.createDirectories(folder.resolve(each));
    }
    Path home = Path.of(System.getProperty("java.home"));
    output(
        home.resolve("bin/jlink").toString(),
        "--add-modules=java.base,java.logging,java.management,java.xml,jdk.unsupported",
        "--strip-debug",
        "--no-man-pages",
        "--no-header-files",
        "--output=" + folder.resolve("java"));
    addLibraries(folder);
    return new WorkerRoot(
        folder, List.of("/java/bin/java", "-XX:+UseSerialGC", "-cp", addClasses(folder)));
  }

  private static void addLibraries(Path folder) throws IOException, InterruptedException {
    for (String program : List.of("bin/java", "lib/server/libjvm.so", "lib/libzip.so")) {
      Matcher library =
          LIBRARY.matcher(output("ldd", folder.resolve("java").resolve(program).toString()));
      while (library.find()) {
        Path file = Path.of(library.group(1));
        Path copy = folder.resolve(file.toString().substring(1));
        if (!file.startsWith(folder) && !Files.exists(copy)) {
          Files.createDirectories(copy.getParent());
          Files.copy(file.toRealPath(), copy);
        }
      }
    }
  }

  private static String addClasses(Path folder) throws IOException {
    List<String> entries = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path from = Path.of(entry);
      if (Files.exists(from)) {
        String name = "classes/" + entries.size() + "-" + from.getFileName();
        copy(from, folder.resolve(name));
        entries.add("/" + name);
      }
    }
    return String.join(File.pathSeparator, entries);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  private static String output(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ": " + text);
    }
    return text;
  }
}
