package net.neuralpro.noderunner.sandbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * The files of an unpacked image as an archive that engines of containers load: one layer, in which
 * all files are root's.
 */
final class RootArchive implements Closeable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LAYER = "layer.tar";
  private static final String CONFIGURATION = "config.json";

  private static final int PERMISSIONS = 0777;

  private final Path file;

  private RootArchive(Path file) {
    this.file = file;
  }

  /**
   * Writes the archive.
   *
   * @param reference what the engine is to call the image
   * @param folder where it may lie for the time
   */
  static RootArchive of(Path root, String reference, Path folder) throws IOException {
    RootArchive archive = new RootArchive(Files.createTempFile(folder, "image-", ".tar"));
    Path layer = Files.createTempFile(folder, "layer-", ".tar");
    try {
      String digest = writeLayer(root, layer);
      archive.write(reference, layer, digest);
    } catch (IOException e) {
      archive.close();
      throw e;
    } finally {
      Files.delete(layer);
    }
    return archive;
  }

  private void write(String reference, Path layer, String digest) throws IOException {
    ObjectNode configuration = JSON.createObjectNode();
    configuration.put("architecture", "amd64").put("os", "linux").putObject("config");
    configuration.putObject("rootfs").put("type", "layers").putArray("diff_ids").add(digest);
    ArrayNode manifest = JSON.createArrayNode();
    ObjectNode image = manifest.addObject().put("Config", CONFIGURATION);
    image.putArray("RepoTags").add(reference);
    image.putArray("Layers").add(LAYER);
    try (OutputStream out = Files.newOutputStream(file);
        TarArchiveOutputStream tar = tar(out)) {
      add(tar, "manifest.json", JSON.writeValueAsBytes(manifest));
      add(tar, CONFIGURATION, JSON.writeValueAsBytes(configuration));
      TarArchiveEntry entry = new TarArchiveEntry(LAYER);
      entry.setSize(Files.size(layer));
      tar.putArchiveEntry(entry);
      Files.copy(layer, tar);
      tar.closeArchiveEntry();
    }
  }

  private static void add(TarArchiveOutputStream tar, String name, byte[] bytes)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(bytes.length);
    tar.putArchiveEntry(entry);
    tar.write(bytes);
    tar.closeArchiveEntry();
  }

  private static TarArchiveOutputStream tar(OutputStream out) {
    TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8");
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    return tar;
  }

  private static String writeLayer(Path root, Path layer) throws IOException {
    MessageDigest digest = TaskOutputs.sha256();
    try (OutputStream out = new DigestOutputStream(Files.newOutputStream(layer), digest);
        TarArchiveOutputStream tar = tar(out);
        Stream<Path> files = Files.walk(root)) {
      for (Path each : files.filter(each -> !each.equals(root)).sorted().toList()) {
        add(tar, each, root.relativize(each).toString());
      }
    }
    return "sha256:" + HexFormat.of().formatHex(digest.digest());
  }

  private static void add(TarArchiveOutputStream tar, Path file, String name) throws IOException {
    TarArchiveEntry entry;
    if (Files.isSymbolicLink(file)) {
      entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
      entry.setLinkName(Files.readSymbolicLink(file).toString());
    } else if (Files.isDirectory(file)) {
      entry = new TarArchiveEntry(name + "/");
    } else {
      entry = new TarArchiveEntry(name);
      entry.setSize(Files.size(file));
    }
    if (!entry.isSymbolicLink()) {
      entry.setMode((int) Files.getAttribute(file, "unix:mode") & PERMISSIONS);
    }
    entry.setIds(0, 0);
    entry.setLastModifiedTime(FileTime.fromMillis(0));
    tar.putArchiveEntry(entry);
    if (entry.isFile() && !entry.isSymbolicLink()) {
      Files.copy(file, tar);
    }
    tar.closeArchiveEntry();
  }

  InputStream read() throws IOException {
    return Files.newInputStream(file);
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
  }
}
