package net.neuralpro.transforms.worker;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** The class path of this process, with the jars that the manifests of others name. */
final class ClassPath {
  private ClassPath() {}

  /** All entries that are there, in order. */
  static List<Path> ofThisProcess() throws IOException {
    Set<Path> entries = new LinkedHashSet<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (!entry.isEmpty()) {
        add(Path.of(entry).toAbsolutePath().normalize(), entries);
      }
    }
    return new ArrayList<>(entries);
  }

  private static void add(Path entry, Set<Path> entries) throws IOException {
    if (!Files.exists(entry) || !entries.add(entry) || Files.isDirectory(entry)) {
      return;
    }
    try (JarFile jar = new JarFile(entry.toFile())) {
      Manifest manifest = jar.getManifest();
      if (manifest == null) {
        return;
      }
      String others = manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      if (others == null) {
        return;
      }
      for (String other : others.trim().split(" +")) {
        add(Path.of(entry.toUri().resolve(other)).normalize(), entries);
      }
    }
  }
}
