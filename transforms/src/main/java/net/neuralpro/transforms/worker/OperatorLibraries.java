package net.neuralpro.transforms.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Which part of a class path the shipped operators need; this program has far more. */
public final class OperatorLibraries {
  private static final String LIST = "operators.txt";
  private static final String OURS = "neural-";

  private OperatorLibraries() {}

  /**
   * The entries of this process's class path that the operators need, in their order: jars, or
   * folders of classes that are not packed yet.
   */
  public static List<Path> ofThisProcess() throws IOException {
    Set<String> names = names();
    List<Path> needed = new ArrayList<>();
    for (Path entry : ClassPath.ofThisProcess()) {
      if (names.contains(String.valueOf(entry.getFileName())) || isRoom(entry, names)) {
        needed.add(entry);
      }
    }
    return needed;
  }

  /** The classes of a room that is not packed: {@code connectors/media/target/classes}. */
  private static boolean isRoom(Path entry, Set<String> names) {
    int count = entry.getNameCount();
    if (count < 4 || !entry.endsWith(Path.of("target", "classes"))) {
      return false;
    }
    String name = OURS + entry.getName(count - 3) + "-";
    String inner = OURS + entry.getName(count - 4) + "-" + entry.getName(count - 3) + "-";
    return names.stream().anyMatch(jar -> jar.matches("(" + name + "|" + inner + ")[0-9].*"));
  }

  private static Set<String> names() throws IOException {
    Set<String> names = new TreeSet<>();
    try (InputStream in =
            Objects.requireNonNull(OperatorLibraries.class.getResourceAsStream(LIST), LIST);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] parts = line.strip().split(" ")[0].split(":");
        if (parts.length == 5) {
          names.add(parts[1] + "-" + parts[3] + ".jar");
        } else if (parts.length == 6) {
          names.add(parts[1] + "-" + parts[4] + "-" + parts[3] + ".jar");
        }
      }
    }
    names.add(OURS + "transforms-" + versionOf(names) + ".jar");
    return names;
  }

  private static String versionOf(Set<String> names) {
    String schemas = OURS + "schemas-";
    return names.stream()
        .filter(name -> name.startsWith(schemas))
        .map(name -> name.substring(schemas.length(), name.length() - ".jar".length()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("The operators need the room schemas"));
  }
}
