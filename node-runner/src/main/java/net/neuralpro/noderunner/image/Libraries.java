package net.neuralpro.noderunner.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.neuralpro.noderunner.sandbox.Commands;
import net.neuralpro.noderunner.sandbox.SandboxException;

/** The libraries of this computer that programs load, as its dynamic linker says. */
final class Libraries {
  private static final Pattern LOADED = Pattern.compile("(/\\S+) \\(0x");
  private static final Pattern MISSING = Pattern.compile("(\\S+) => not found");

  /** Operators draw nothing on screens and play nothing. */
  private static final Pattern OF_SCREENS =
      Pattern.compile("lib(X|x|asound|wayland|freetype|harf).*");

  private Libraries() {}

  /**
   * The libraries, sorted, but those below folders that hold their own.
   *
   * @throws SandboxException IMAGE-LIBRARY if one is missing on this computer
   */
  static List<Path> loadedBy(List<Path> programs, List<Path> own)
      throws IOException, InterruptedException {
    Set<Path> libraries = new TreeSet<>();
    for (Path program : programs) {
      String told = Commands.run(List.of("ldd", program.toString()));
      Matcher missing = MISSING.matcher(told);
      while (missing.find()) {
        requireNone(program, missing.group(1), programs);
      }
      Matcher library = LOADED.matcher(told);
      while (library.find()) {
        Path file = Path.of(library.group(1));
        if (own.stream().noneMatch(file::startsWith) && !isOfScreens(name(file))) {
          libraries.add(file);
        }
      }
    }
    return List.copyOf(libraries);
  }

  /** One that another brings along is found when it runs, since their folders are searched. */
  private static void requireNone(Path program, String missing, List<Path> programs)
      throws SandboxException {
    boolean brought = programs.stream().anyMatch(each -> name(each).equals(missing));
    if (!brought && !isOfScreens(missing)) {
      throw new SandboxException(
          "IMAGE-LIBRARY",
          "Cannot make the operators' image: %s needs %s, which this computer has not; perhaps"
                  .formatted(program.getFileName(), missing)
              + " install the package that brings it");
    }
  }

  private static boolean isOfScreens(String library) {
    return OF_SCREENS.matcher(library).matches();
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
