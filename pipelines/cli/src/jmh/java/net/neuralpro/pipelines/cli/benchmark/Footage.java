package net.neuralpro.pipelines.cli.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folders of recordings that are measured: real clips, and stretches of them.
 *
 * @param clips the real clips
 * @param tiny two stretches of a second, which cost little more than to start
 * @param one a single recording
 * @param tenfold that recording ten times over
 * @param many ten recordings as short as the single one
 */
record Footage(Path clips, Path tiny, Path one, Path tenfold, Path many) {
  private static final int TIMES = 10;
  private static final double SHORT = 2;

  static Footage make(Path root, Ffmpeg ffmpeg, Path work)
      throws IOException, InterruptedException {
    Path clips =
        Optional.ofNullable(System.getenv("NEURAL_SHARED_DATA"))
            .map(Path::of)
            .orElse(root.resolve("../shared/data"))
            .resolve("video")
            .normalize();
    List<Path> videos = videos(clips);
    Path tiny = Files.createDirectories(work.resolve("tiny"));
    ffmpeg.cut(videos.get(0), 0, 1, tiny.resolve("a.mp4"));
    ffmpeg.cut(videos.get(1), 0, 1, tiny.resolve("b.mp4"));
    Path one = Files.createDirectories(work.resolve("one"));
    Path recording = ffmpeg.cut(videos.get(0), 0, SHORT, one.resolve("a.mp4"));
    Path tenfold = Files.createDirectories(work.resolve("tenfold"));
    ffmpeg.repeat(recording, TIMES, tenfold.resolve("a.mp4"));
    Path many = Files.createDirectories(work.resolve("many"));
    for (int count = 0; count < TIMES; count++) {
      Path video = videos.get(count % videos.size());
      double from = count / videos.size() * SHORT;
      ffmpeg.cut(video, from, SHORT, many.resolve(count + ".mp4"));
    }
    return new Footage(clips, tiny, one, tenfold, many);
  }

  /** The videos of a folder, by name. */
  static List<Path> videos(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> videos = files.filter(file -> file.toString().endsWith(".mp4")).sorted().toList();
      if (videos.size() < 2) {
        throw new IOException("Cannot measure: there are not two videos in " + folder);
      }
      return videos;
    }
  }
}
