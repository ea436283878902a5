package net.neuralpro.transforms.operators;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import net.neuralpro.schemas.content.Sha256;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/**
 * The version of an operator: a digest of the bytes of every class of ours that it can reach, and
 * of the names of the libraries that these use. A library's name holds its version (as {@code
 * ffmpeg-8.1.2-1.5.14.jar}), and a released version never changes; its native part has the same.
 * The Java platform is left out: operators keep to what it defines bit for bit.
 */
public final class OperatorVersion {
  private static final String OURS = "net/neuralpro/";

  private OperatorVersion() {}

  static String of(Operator<?> operator) {
    List<Class<?>> roots = new ArrayList<>(operator.alsoUses());
    roots.add(operator.getClass());
    return of(roots);
  }

  /** The version of what is no operator, but whose outcomes are kept like an operator's. */
  public static String of(Class<?> root) {
    return of(List.of(root));
  }

  private static String of(List<? extends Class<?>> roots) {
    Set<String> seen = new HashSet<>();
    SortedSet<String> ours = new TreeSet<>();
    SortedSet<String> libraries = new TreeSet<>();
    Deque<String> open = new ArrayDeque<>();
    roots.forEach(type -> open.add(internalName(type)));
    while (!open.isEmpty()) {
      String name = open.remove();
      if (!seen.add(name)) {
        continue;
      }
      if (name.startsWith(OURS)) {
        ours.add(name);
        open.addAll(references(bytes(name)));
      } else {
        library(name).ifPresent(libraries::add);
      }
    }
    MessageDigest digest = Sha256.digest();
    for (String name : ours) {
      digest.update(name.getBytes(StandardCharsets.UTF_8));
      digest.update(Sha256.of(bytes(name)));
    }
    libraries.forEach(name -> digest.update(name.getBytes(StandardCharsets.UTF_8)));
    return HexFormat.of().formatHex(digest.digest(), 0, 16);
  }

  private static String internalName(Class<?> type) {
    return type.getName().replace('.', '/');
  }

  private static byte[] bytes(String internalName) {
    try (InputStream in =
        OperatorVersion.class.getClassLoader().getResourceAsStream(internalName + ".class")) {
      if (in == null) {
        throw new IllegalStateException("Cannot find the bytes of class " + internalName);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException("Cannot read the bytes of class " + internalName, e);
    }
  }

  private static Set<String> references(byte[] bytes) {
    Set<String> names = new HashSet<>();
    Remapper collector =
        new Remapper() {
          @Override
          public String map(String internalName) {
            names.add(internalName);
            return internalName;
          }
        };
    ClassVisitor visitor = new ClassRemapper(new ClassVisitor(Opcodes.ASM9) {}, collector);
    new ClassReader(bytes).accept(visitor, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return names;
  }

  /** The file name of the jar that a foreign class is in; none for the platform's own. */
  private static Optional<String> library(String internalName) {
    try {
      Class<?> type =
          Class.forName(
              internalName.replace('/', '.'), false, OperatorVersion.class.getClassLoader());
      CodeSource source = type.getProtectionDomain().getCodeSource();
      if (source == null || source.getLocation() == null) {
        return Optional.empty();
      }
      return Optional.of(String.valueOf(Path.of(source.getLocation().toURI()).getFileName()));
    } catch (ClassNotFoundException | LinkageError e) {
      return Optional.empty();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("Cannot find the library of " + internalName, e);
    }
  }
}
