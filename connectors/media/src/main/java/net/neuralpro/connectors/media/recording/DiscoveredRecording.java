package net.neuralpro.connectors.media.recording;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.neuralpro.connectors.media.files.FileSet;
import net.neuralpro.connectors.media.files.LocalFileSet;

/**
 * Files that make one recording.
 *
 * @param name its path among what was given, for people
 * @param files its files, sorted by path
 */
public record DiscoveredRecording(String name, List<Member> files)
    implements Comparable<DiscoveredRecording> {
  /**
   * One of its files.
   *
   * @param path relative to the recording's folder, its parts joined by {@code /}
   * @param file where it is
   * @param role what it is
   */
  public record Member(String path, Path file, FileRole role) implements Comparable<Member> {
    @Override
    public int compareTo(Member other) {
      return path.compareTo(other.path);
    }
  }

  public DiscoveredRecording {
    files = files.stream().sorted().toList();
  }

  /** The files to read from. */
  public FileSet fileSet() throws IOException {
    Map<String, Path> paths = new TreeMap<>();
    files.forEach(member -> paths.put(member.path(), member.file()));
    return new LocalFileSet(paths);
  }

  @Override
  public int compareTo(DiscoveredRecording other) {
    int byName = name.compareTo(other.name);
    return byName != 0
        ? byName
        : files.get(0).file().toString().compareTo(other.files.get(0).file().toString());
  }
}
