package net.neuralpro.pipelines.flows.curate;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import net.neuralpro.schemas.clip.ClipKey;
import net.neuralpro.schemas.clip.Clusters;
import net.neuralpro.schemas.content.Sha256;
import net.neuralpro.schemas.recording.Digest;

/**
 * The places of clips among those that show the same: 0 stands for the cluster, the others by key.
 */
final class ClusterRanks {
  private final Map<ClipKey, Clusters.Member> members;
  private final Map<ClipKey, Integer> ranks = new HashMap<>();

  ClusterRanks(Clusters clusters) {
    members = clusters.byClip();
    Map<ClipKey, Integer> sizes = new HashMap<>();
    for (Clusters.Member member : members.values()) {
      ranks.put(
          member.clip(),
          member.represents() ? 0 : sizes.merge(member.representative(), 1, Integer::sum));
    }
  }

  /** What facts call the cluster of a clip: a digest, so that it names no recording. */
  Digest cluster(ClipKey clip) {
    Clusters.Member member = members.get(clip);
    return digest(member == null ? clip : member.representative());
  }

  int rank(ClipKey clip) {
    return ranks.getOrDefault(clip, 0);
  }

  /** What facts call the cluster that this clip stands for. */
  static Digest digest(ClipKey representative) {
    return Digest.of(
        Sha256.digest()
            .digest(("neural/cluster\0" + representative).getBytes(StandardCharsets.UTF_8)));
  }
}
