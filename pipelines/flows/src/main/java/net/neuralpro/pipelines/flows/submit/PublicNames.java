package net.neuralpro.pipelines.flows.submit;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.connectors.media.recording.DiscoveredRecording;
import net.neuralpro.connectors.media.recording.DiscoveredRecording.Member;
import net.neuralpro.connectors.media.recording.FileRole;

/**
 * The paths that a recording's files have in the public half of its manifest. A file's own name may
 * tell a time, a place or a person, so a video and the logs beside it are named by what they are.
 * In a folder that is read as a whole, by its {@code recording.yaml} or its layout, the names have
 * a meaning and stay.
 */
final class PublicNames {
  private static final Map<FileRole, String> NAMES =
      Map.of(FileRole.VIDEO, "video", FileRole.SUBTITLES, "subtitles", FileRole.TRACK, "track");

  private PublicNames() {}

  /** The recording's files by public path; manifests are no part of what they describe. */
  static SortedMap<String, Member> of(DiscoveredRecording recording) {
    List<Member> members =
        recording.files().stream()
            .filter(member -> member.role() != FileRole.MANIFEST)
            .sorted(Comparator.naturalOrder())
            .toList();
    boolean loose = isLoose(members);
    SortedMap<String, Member> named = new TreeMap<>();
    for (Member member : members) {
      String path = loose ? neutral(member, named) : member.path();
      named.put(path, member);
    }
    return named;
  }

  /** Whether these are a video and logs beside it, and no folder that is read as a whole. */
  static boolean isLoose(List<Member> members) {
    return members.stream()
        .allMatch(member -> NAMES.containsKey(member.role()) && member.path().indexOf('/') < 0);
  }

  private static String neutral(Member member, Map<String, Member> taken) {
    String extension =
        member.path().substring(member.path().lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    String name = NAMES.get(member.role());
    String path = name + "." + extension;
    for (int number = 2; taken.containsKey(path); number++) {
      path = name + "-" + number + "." + extension;
    }
    return path;
  }
}
