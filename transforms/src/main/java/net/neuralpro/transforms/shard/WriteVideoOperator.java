package net.neuralpro.transforms.shard;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.neuralpro.connectors.media.video.ByteSource;
import net.neuralpro.connectors.media.video.ClipRange;
import net.neuralpro.connectors.media.video.ClipRemuxer;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentWriter;
import net.neuralpro.transforms.operators.ContentSource;
import net.neuralpro.transforms.operators.Invocation;
import net.neuralpro.transforms.operators.NoParameters;
import net.neuralpro.transforms.operators.Operator;
import net.neuralpro.transforms.operators.Trust;

/**
 * Operator {@code write-video}. In: {@code plan}, a {@link FilePlan}. Out: {@code file}, a video
 * file of LeRobot.
 */
public final class WriteVideoOperator implements Operator<NoParameters> {
  @Override
  public String name() {
    return "write-video";
  }

  @Override
  public String description() {
    return "Writes a video file of LeRobot: the frames of its episodes one after another, as they were coded.";
  }

  @Override
  public Class<NoParameters> parameters() {
    return NoParameters.class;
  }

  @Override
  public Trust trust() {
    return Trust.PURE;
  }

  @Override
  public void apply(NoParameters parameters, Invocation invocation) throws IOException {
    FilePlan plan = FilePlan.read(invocation.files(), invocation.input("plan"));
    Map<Cid, ByteSource> sources = new HashMap<>();
    List<ClipRange> ranges = new ArrayList<>();
    for (EpisodeSource episode : plan.episodes()) {
      ByteSource video =
          sources.computeIfAbsent(
              videoOf(episode), cid -> new ContentSource(cid.toString(), invocation.files(), cid));
      ranges.add(new ClipRange(video, (int) episode.clip().firstRow(), episode.clip().rows()));
    }
    ContentWriter file = invocation.files().create();
    try (file) {
      ClipRemuxer.write(ranges, file);
    }
    invocation.output("file", file.cid());
  }

  private static Cid videoOf(EpisodeSource episode) {
    Cid video = episode.values().get("examine/video");
    if (video == null) {
      throw new IllegalArgumentException("Cannot find the video of clip " + episode.key());
    }
    return video;
  }
}
