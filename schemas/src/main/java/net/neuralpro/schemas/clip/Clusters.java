package net.neuralpro.schemas.clip;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.DagJson;

/**
 * Which clips show the same footage. Each clip is in one cluster; kept as a file.
 *
 * @param members all clips, by key
 */
public record Clusters(List<Member> members) {
  private static final int MAX_SIZE = 1 << 30;

  /**
   * A clip in its cluster.
   *
   * @param clip the clip
   * @param representative the clip that stands for the cluster: itself, if it is the one to keep
   * @param evidence why it is in a cluster with others; empty if it is alone
   */
  public record Member(ClipKey clip, ClipKey representative, String evidence)
      implements Comparable<Member> {
    public boolean represents() {
      return clip.equals(representative);
    }

    @Override
    public int compareTo(Member other) {
      return clip.compareTo(other.clip);
    }
  }

  public Clusters {
    members = members.stream().sorted().toList();
  }

  /** The members by clip. */
  public Map<ClipKey, Member> byClip() {
    Map<ClipKey, Member> byClip = new TreeMap<>();
    members.forEach(member -> byClip.put(member.clip(), member));
    return byClip;
  }

  public Cid store(ContentFiles files) throws IOException {
    return files.add(DagJson.write(this));
  }

  public static Clusters read(ContentFiles files, Cid cid) throws IOException {
    return DagJson.read(files.read(cid, MAX_SIZE), Clusters.class);
  }
}
