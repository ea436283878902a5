package net.neuralpro.connectors.media.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.neuralpro.connectors.media.comma2k19.Comma2k19Segment;
import net.neuralpro.connectors.media.recording.DiscoveredRecording.Member;
import net.neuralpro.schemas.recording.RecordingDeclaration;
import net.neuralpro.schemas.rules.Finding;

/**
 * Finds the recordings among files and folders. A folder with a {@code recording.yaml} is one, a
 * comma2k19 segment is one, every other video is one with the telemetry of the same name beside it,
 * and so is telemetry by itself. What is none of these is told. Neither the order of what is given
 * nor that of the file system has an influence.
 *
 * <p>Rules: INGEST-UNSUPPORTED (a file that cannot be read), INGEST-UNDECLARED (a table without a
 * declaration), INGEST-NO-CLOCK (payloads without their container), INGEST-IGNORED (texts, hidden
 * files), INGEST-LINK (a symbolic link that is not followed), INGEST-TOO-MANY, INGEST-MISSING.
 */
public final class RecordingDiscovery {
  private static final int MAX_DEPTH = 16;
  private static final int MAX_FILES = 100_000;
  private static final int MAX_FINDINGS = 1000;

  /**
   * What was found.
   *
   * @param recordings by name
   * @param findings what is no part of any of them, sorted
   */
  public record Discovery(List<DiscoveredRecording> recordings, List<Finding> findings) {
    public Discovery {
      recordings = recordings.stream().sorted().toList();
      findings = findings.stream().sorted().distinct().toList();
    }
  }

  private final List<DiscoveredRecording> recordings = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private final Set<Path> seen = new HashSet<>();
  private Path top = Path.of("");
  private int count;

  private RecordingDiscovery() {}

  /**
   * Finds recordings.
   *
   * @throws IOException if a folder cannot be listed
   */
  public static Discovery discover(List<Path> inputs) throws IOException {
    RecordingDiscovery discovery = new RecordingDiscovery();
    SortedMap<Path, List<Path>> looseFiles = new TreeMap<>();
    Set<Path> folders = new TreeSet<>();
    for (Path input : inputs) {
      if (!Files.exists(input)) {
        discovery.found(Finding.error("INGEST-MISSING", input.toString(), "There is no such file"));
        continue;
      }
      Path real = input.toRealPath();
      if (Files.isDirectory(real)) {
        folders.add(real);
      } else if (FileRole.of(real.toString()) == FileRole.DECLARATION) {
        folders.add(parent(real));
      } else {
        looseFiles.computeIfAbsent(parent(real), key -> new ArrayList<>()).add(real);
      }
    }
    for (Path folder : folders) {
      discovery.top = folder;
      discovery.folder(folder, 0);
    }
    for (Map.Entry<Path, List<Path>> files : looseFiles.entrySet()) {
      discovery.top = files.getKey();
      discovery.loose(files.getKey(), files.getValue());
    }
    return new Discovery(discovery.recordings, discovery.findings);
  }

  private static Path parent(Path file) {
    Path parent = file.getParent();
    return parent == null ? file : parent;
  }

  private void folder(Path folder, int depth) throws IOException {
    if (depth > MAX_DEPTH) {
      found(Finding.error("INGEST-TOO-MANY", name(folder), "Folders are nested more than 16 deep"));
      return;
    }
    if (!seen.add(folder)) {
      return;
    }
    List<Path> files = new ArrayList<>();
    List<Path> folders = new ArrayList<>();
    entries(folder, files, folders);
    boolean declared =
        files.stream().anyMatch(file -> FileRole.of(file.toString()) == FileRole.DECLARATION);
    if (declared || isSegment(folder)) {
      whole(folder, files, folders, depth);
      return;
    }
    loose(folder, files);
    for (Path child : folders) {
      folder(child, depth + 1);
    }
  }

  private static boolean isSegment(Path folder) {
    Set<String> paths = new TreeSet<>();
    for (String path : List.of("global_pose/frame_times", "global_pos/frame_times")) {
      if (Files.isRegularFile(folder.resolve(path), LinkOption.NOFOLLOW_LINKS)) {
        paths.add(path);
      }
    }
    return Comma2k19Segment.isIn(paths, "");
  }

  /** The regular files and folders of a folder, by name; links and hidden ones are told. */
  private void entries(Path folder, List<Path> files, List<Path> folders) throws IOException {
    List<Path> all;
    try (Stream<Path> list = Files.list(folder)) {
      all = list.limit(MAX_FILES + 1L).sorted().toList();
    }
    for (Path entry : all) {
      if (++count > MAX_FILES) {
        if (count == MAX_FILES + 1) {
          found(Finding.error("INGEST-TOO-MANY", name(folder), "There are over 100,000 files"));
        }
        return;
      }
      if (Files.isSymbolicLink(entry)) {
        link(entry, files);
      } else if (String.valueOf(entry.getFileName()).startsWith(".")) {
        found(Finding.notice("INGEST-IGNORED", name(entry), "It is hidden"));
      } else if (Files.isDirectory(entry)) {
        folders.add(entry);
      } else if (Files.isRegularFile(entry)) {
        files.add(entry);
      } else {
        found(Finding.warning("INGEST-UNSUPPORTED", name(entry), "It is no regular file"));
      }
    }
  }

  /** A link to a file inside of what was given stands for the file; no other is followed. */
  private void link(Path entry, List<Path> files) {
    try {
      Path real = entry.toRealPath();
      if (real.startsWith(top) && Files.isRegularFile(real)) {
        files.add(entry);
        return;
      }
    } catch (IOException e) {
      // a link to nothing is told as any other
    }
    found(
        Finding.warning(
            "INGEST-LINK", name(entry), "The link leads to no file inside the folder given"));
  }

  private void whole(Path folder, List<Path> files, List<Path> folders, int depth)
      throws IOException {
    List<Path> all = new ArrayList<>(files);
    collect(folders, all, depth);
    List<Member> members = new ArrayList<>();
    for (Path file : all) {
      String path = slashed(folder.relativize(file));
      FileRole role = FileRole.of(path);
      if (role == FileRole.TEXT) {
        found(Finding.notice("INGEST-IGNORED", name(file), "It is a text for people"));
      } else if (role != FileRole.MANIFEST) {
        members.add(new Member(path, file, role == FileRole.UNSUPPORTED ? FileRole.PART : role));
      }
    }
    recordings.add(new DiscoveredRecording(name(folder), members));
  }

  private void collect(List<Path> folders, List<Path> all, int depth) throws IOException {
    for (Path folder : folders) {
      if (depth < MAX_DEPTH && seen.add(folder)) {
        List<Path> inner = new ArrayList<>();
        entries(folder, all, inner);
        collect(inner, all, depth + 1);
      }
    }
  }

  private void loose(Path folder, List<Path> files) {
    SortedMap<String, List<Member>> telemetry = new TreeMap<>();
    SortedMap<Path, String> videos = new TreeMap<>();
    for (Path file : files) {
      if (!seen.add(file)) {
        continue;
      }
      FileRole role = FileRole.of(file.toString());
      if (role == FileRole.VIDEO) {
        videos.put(file, stem(file));
      } else if (role.isRecording()) {
        telemetry.computeIfAbsent(stem(file), key -> new ArrayList<>()).add(member(folder, file));
      } else {
        tell(file, role);
      }
    }
    videos.forEach(
        (video, stem) -> {
          List<Member> members = new ArrayList<>(List.of(member(folder, video)));
          members.addAll(telemetry.getOrDefault(stem, List.of()));
          recordings.add(new DiscoveredRecording(name(video), members));
        });
    telemetry.keySet().removeAll(videos.values());
    telemetry.forEach(
        (stem, members) ->
            members.forEach(
                member ->
                    recordings.add(new DiscoveredRecording(name(member.file()), List.of(member)))));
  }

  private void tell(Path file, FileRole role) {
    switch (role) {
      case TEXT -> found(Finding.notice("INGEST-IGNORED", name(file), "It is a text for people"));
      case TABLE ->
          found(
              Finding.warning(
                  "INGEST-UNDECLARED",
                  name(file),
                  "A table needs a "
                      + RecordingDeclaration.FILE_NAME
                      + " beside it that names its columns"));
      case PAYLOADS ->
          found(
              Finding.warning(
                  "INGEST-NO-CLOCK",
                  name(file),
                  "Payloads without their container have no clock; perhaps the video is elsewhere"));
      case MANIFEST -> {}
      default ->
          found(
              Finding.warning(
                  "INGEST-UNSUPPORTED", name(file), "Files of this kind cannot be read"));
    }
  }

  private static Member member(Path folder, Path file) {
    String path = slashed(folder.relativize(file));
    return new Member(path, file, FileRole.of(path));
  }

  private static String stem(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.substring(0, Math.max(0, name.lastIndexOf('.')));
  }

  /** The path below what was given, with its last part. */
  private String name(Path file) {
    Path base = top.getParent();
    return slashed(base == null ? file : base.relativize(file));
  }

  private static String slashed(Path path) {
    List<String> parts = new ArrayList<>();
    path.forEach(part -> parts.add(part.toString()));
    return String.join("/", parts);
  }

  private void found(Finding finding) {
    if (findings.size() < MAX_FINDINGS) {
      findings.add(finding);
    } else if (findings.size() == MAX_FINDINGS) {
      findings.add(
          Finding.warning("INGEST-TOO-MANY", name(top), "More than 1000 files are not used"));
    }
  }
}
