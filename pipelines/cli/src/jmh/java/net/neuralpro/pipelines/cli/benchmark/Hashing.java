package net.neuralpro.pipelines.cli.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.neuralpro.connectors.storage.ContentStore;
import net.neuralpro.connectors.storage.embedded.Workspace;
import net.neuralpro.schemas.content.ContentFiles;

/**
 * The identifier of a file of 500 MiB, by one thread and by two, in a warm Java machine, against
 * {@code openssl dgst -sha256} of the same file; and 10 GiB added to the workspace's store in a heap
 * of 128 MB.
 */
final class Hashing {
  private static final int MEBIBYTES = 500;
  private static final int ADDED_MEBIBYTES = 10 << 10;
  private static final int WARM = 3;
  private static final int ROUNDS = 5;

  /** What 0.50 CPU seconds are to openssl's 0.45. */
  private static final double MOST = 1.11;

  private Hashing() {}

  /** Measures; needs openssl. */
  static List<Performance.Figure> figures(Path work) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(work.resolve("hashing"));
    Path file = folder.resolve("file");
    fill(file);
    double peer = Double.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      List<String> openssl = List.of("openssl", "dgst", "-sha256", file.toString());
      peer = Math.min(peer, new Program(openssl, Map.of(), folder.resolve("log")).run());
    }
    String[] ours = said(java("-Xmx256m", "identify", file.toString())).split(" ");
    double alone = Double.parseDouble(ours[0]);
    double wallOfOne = Double.parseDouble(ours[1]);
    double wallOfTwo = Double.parseDouble(ours[2]);
    Files.delete(file);
    Path home = folder.resolve("home");
    String used = said(java("-Xmx128m", "add", home.toString()));
    delete(home);
    return List.of(
        Performance.Figure.ratio(
            "CID of 500 MiB by one thread, warm, against openssl's SHA-256", alone, peer, MOST),
        new Performance.Figure(
            "The same by two threads: how much sooner",
            Performance.Figure.text(wallOfTwo, "s"),
            Performance.Figure.text(wallOfOne, "s by one"),
            String.format(Locale.ROOT, "%.2f", wallOfOne / wallOfTwo),
            "≥ 1.8: " + (wallOfOne / wallOfTwo >= 1.8 ? "met" : "missed")),
        new Performance.Figure(
            "10 GiB added to the workspace's store, heap in use at most",
            used,
            "",
            "",
            "within 128 MB: met"));
  }

  private static ProcessBuilder java(String heap, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "-cp",
                System.getProperty("java.class.path"),
                Hashing.class.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
  }

  private static String said(ProcessBuilder program) throws IOException, InterruptedException {
    Process process = program.start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line = out.readLine();
      if (process.waitFor() != 0 || line == null) {
        throw new IOException("Cannot measure: " + program.command() + " failed");
      }
      return line;
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static void fill(Path file) throws IOException {
    Random random = new Random(1);
    byte[] bytes = new byte[1 << 20];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int index = 0; index < MEBIBYTES; index++) {
        random.nextBytes(bytes);
        out.write(bytes);
      }
    }
  }

  /** The processes: {@code identify FILE}, and {@code add WORKSPACE}. */
  public static void main(String[] arguments) throws IOException {
    switch (arguments[0]) {
      case "identify" -> identify(Path.of(arguments[1]));
      case "add" -> add(Path.of(arguments[1]));
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static void identify(Path file) throws IOException {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    double processor = Double.MAX_VALUE;
    double[] wall = {Double.MAX_VALUE, Double.MAX_VALUE};
    for (int round = -WARM; round < ROUNDS; round++) {
      for (int threads = 1; threads <= 2; threads++) {
        long start = System.nanoTime();
        long used = system.getProcessCpuTime();
        ContentFiles.identify(file, threads);
        if (round >= 0) {
          wall[threads - 1] = Math.min(wall[threads - 1], (System.nanoTime() - start) / 1e9);
          if (threads == 1) {
            processor = Math.min(processor, (system.getProcessCpuTime() - used) / 1e9);
          }
        }
      }
    }
    System.out.println(processor + " " + wall[0] + " " + wall[1]);
  }

  private static void add(Path home) throws IOException {
    try (ContentStore store = Workspace.open(home).contents()) {
      store.addFile(new Numbers(ADDED_MEBIBYTES));
    }
    long most =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .mapToLong(pool -> pool.getPeakUsage().getUsed())
            .sum();
    System.out.println((most >> 20) + " MB");
  }

  /** So many MiB of which no two are equal, made as they are read. */
  private static final class Numbers extends InputStream {
    private final byte[] chunk = new byte[1 << 20];
    private final long chunks;
    private long made;
    private int next = chunk.length;

    Numbers(long chunks) {
      this.chunks = chunks;
    }

    @Override
    public int read() {
      return fill() ? chunk[next++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (!fill()) {
        return -1;
      }
      int count = Math.min(length, chunk.length - next);
      System.arraycopy(chunk, next, target, offset, count);
      next += count;
      return count;
    }

    private boolean fill() {
      if (next == chunk.length && made < chunks) {
        ByteBuffer.wrap(chunk).putLong(made++);
        next = 0;
      }
      return next < chunk.length;
    }
  }
}
