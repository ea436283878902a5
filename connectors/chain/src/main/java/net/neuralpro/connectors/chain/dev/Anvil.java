package net.neuralpro.connectors.chain.dev;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.neuralpro.connectors.chain.ChainException;

/**
 * The program of the development chain, in the exact version of the lock file beside this class.
 */
final class Anvil {
  private static final String VERSION = "1.7.1";
  private static final int INSTALL_MINUTES = 5;

  private Anvil() {}

  /** The program, which is installed into the user's cache by npm if it is not there. */
  static Path installed() throws IOException {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path root =
        cache == null || cache.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(cache);
    Path folder = root.resolve("neural/anvil").resolve(VERSION);
    Path program = folder.resolve("node_modules/@foundry-rs/anvil-linux-amd64/bin/anvil");
    Path complete = folder.resolve("complete");
    Files.createDirectories(folder);
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (!Files.exists(complete)) {
        install(folder);
        Files.createFile(complete);
      }
    }
    return program;
  }

  private static void install(Path folder) throws IOException {
    for (String name : List.of("package.json", "package-lock.json")) {
      try (InputStream in = Anvil.class.getResourceAsStream(name)) {
        if (in == null) {
          throw new IllegalStateException("Cannot find " + name);
        }
        Files.copy(in, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Path log = folder.resolve("install.log");
    Process npm;
    try {
      npm =
          new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
    } catch (IOException e) {
      throw new ChainException(
          "CHAIN-PROGRAM",
          "Cannot install the development chain: npm does not start; perhaps install Node 20 or"
              + " later, or name the chain to use in the settings");
    }
    try {
      if (!npm.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES) || npm.exitValue() != 0) {
        throw new ChainException(
            "CHAIN-PROGRAM",
            "Cannot install the development chain by npm, see %s; perhaps the network is missing"
                .formatted(log));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while installing the development chain");
    } finally {
      npm.destroy();
    }
  }
}
