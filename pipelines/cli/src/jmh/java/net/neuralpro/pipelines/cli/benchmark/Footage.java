package net.neuralpro.pipelines.cli.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folders of recordings that are measured: real clips, and stretches of them.
 *
 * @param clips each real clip as it is and, coded anew, mirrored, upside down and both
 * @param tiny four stretches of a second, which cost little more than to start
 * @param one a single recording of ten seconds
 * @param tenfold that recording ten times over
 * @param many ten recordings of up to ten seconds
 */
record Footage(Path clips, Path tiny, Path one, Path tenfold, Path many) {
  private static final int TIMES = 10;
  private static final int TINY = 4;
  private static final double SHORT = 10;
  private static final Map<String, String> VARIANTS =
      Map.of("mirrored", "hflip", "overturned", "vflip,copy", "turned", "hflip,vflip,copy");

  static Footage make(Path root, Ffmpeg ffmpeg, Path work)
      throws IOException, InterruptedException {
    Path real =
        Optional.ofNullable(System.getenv("NEURAL_SHARED_DATA"))
            .map(Path::of)
            .orElse(root.resolve("../shared/data"))
            .resolve("video")
            .normalize();
    Path clips = Files.createDirectories(work.resolve("clips"));
    for (Path video : videos(real)) {
      String name = String.valueOf(video.getFileName()).replace(".mp4", "");
      Files.copy(video, clips.resolve(name + ".mp4"));
      for (var variant : VARIANTS.entrySet()) {
        Path file = clips.resolve(name + "-" + variant.getKey() + ".mp4");
        ffmpeg.filter(video, variant.getValue(), file);
      }
    }
    List<Path> videos = videos(real);
    Path tiny = Files.createDirectories(work.resolve("tiny"));
    for (int count = 0; count < TINY; count++) {
      ffmpeg.cut(videos.get(count), 1, tiny.resolve(count + ".mp4"));
    }
    Path one = Files.createDirectories(work.resolve("one"));
    Path recording = ffmpeg.cut(videos.get(0), SHORT, one.resolve("a.mp4"));
    Path tenfold = Files.createDirectories(work.resolve("tenfold"));
    ffmpeg.repeat(recording, TIMES, tenfold.resolve("a.mp4"));
    Path many = Files.createDirectories(work.resolve("many"));
    for (int count = 0; count < TIMES; count++) {
      ffmpeg.cut(videos(clips).get(count), SHORT, many.resolve(count + ".mp4"));
    }
    return new Footage(clips, tiny, one, tenfold, many);
  }

  /** The videos of a folder, by name. */
  static List<Path> videos(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> videos = files.filter(file -> file.toString().endsWith(".mp4")).sorted().toList();
      if (videos.size() < TINY) {
        throw new IOException("Cannot measure: there are not four videos in " + folder);
      }
      return videos;
    }
  }
}
