package net.neuralpro.connectors.storage.unixfs;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.ContentFolders;

/** Files and folders at which programs that build UnixFS trees part ways. */
public final class UnixFsCases {
  private static final int CHUNK = 1 << 20;

  /** Bytes of a folder's block without entries. */
  private static final int EMPTY_FOLDER = 4;

  /** Bytes of an entry besides its name of 128 to 255 bytes and its tree size of one byte. */
  private static final int ENTRY = 46;

  private static final int THRESHOLD = 256 << 10;

  private UnixFsCases() {}

  /** Makes each case in a folder, as a file or a folder of its own. */
  public static void make(Path folder) throws IOException {
    long[] sizes = {0, 1, CHUNK, CHUNK + 1, 500L * CHUNK, 1024L * CHUNK, 1025L * CHUNK};
    for (long size : sizes) {
      write(folder.resolve("file-%010d".formatted(size)), size);
    }
    Path nested = folder.resolve("nested");
    Files.createDirectories(nested.resolve("ü/日本/leer"));
    write(nested.resolve("ü/日本/データ.bin"), CHUNK + 7);
    write(nested.resolve("ü/Ünïcode 😀 %20.txt"), 5);
    write(nested.resolve("Z"), 1);
    write(nested.resolve("a"), 2);
    threshold(folder.resolve("threshold-met"), 0);
    threshold(folder.resolve("threshold-exceeded"), 1);
    Path many = Files.createDirectory(folder.resolve("many"));
    for (int index = 0; index < 6000; index++) {
      Files.writeString(many.resolve("entry-" + index + "-é"), Integer.toString(index));
    }
  }

  /** A folder whose one block would be so many bytes larger than the threshold. */
  private static void threshold(Path folder, int excess) throws IOException {
    Files.createDirectory(folder);
    int rest = THRESHOLD + excess - EMPTY_FOLDER;
    int largest = ENTRY + 255;
    for (int index = 0; rest > 0; index++) {
      int entry = rest > 2 * largest ? ENTRY + 200 : rest > largest ? rest / 2 : rest;
      String name = "%03d-".formatted(index);
      Files.writeString(folder.resolve(name + "n".repeat(entry - ENTRY - name.length())), "x");
      rest -= entry;
    }
  }

  private static void write(Path file, long size) throws IOException {
    Random random = new Random(size);
    byte[] chunk = new byte[CHUNK];
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      for (long done = 0; done < size; done += CHUNK) {
        random.nextBytes(chunk);
        out.write(chunk, 0, (int) Math.min(CHUNK, size - done));
      }
    }
  }

  /** Our identifiers of the cases, by name. */
  public static SortedMap<String, String> named(Path folder) throws IOException {
    SortedMap<String, String> names = new TreeMap<>();
    try (Stream<Path> cases = Files.list(folder)) {
      for (Path one : cases.toList()) {
        Cid cid =
            Files.isDirectory(one)
                ? ContentFolders.identify(one, 2, read -> {}).cid()
                : ContentFiles.identify(one, 2);
        names.put(String.valueOf(one.getFileName()), cid.toString());
      }
    }
    return names;
  }

  /** Names that another program printed, a case per line with a tab in it. */
  static SortedMap<String, String> printed(byte[] output) {
    SortedMap<String, String> names = new TreeMap<>();
    String[] lines = new String(output, StandardCharsets.UTF_8).split("\n");
    Arrays.stream(lines)
        .map(line -> line.split("\t"))
        .forEach(parts -> names.put(parts[0], parts[1]));
    return names;
  }
}
