package net.neuralpro.pipelines.cli.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import net.neuralpro.connectors.media.video.ByteSource;
import net.neuralpro.connectors.media.video.PacketReader;
import org.bytedeco.javacpp.Loader;

/**
 * The ffmpeg executable that is beside the libraries we decode with.
 *
 * @param executable where it is unpacked
 * @param log takes what it says
 */
record Ffmpeg(Path executable, Path log) {
  /** Eight frames a second, with a short side of 256 pixels. */
  private static final String FILTER = "fps=8,scale='if(gt(iw,ih),-2,256)':'if(gt(iw,ih),256,-2)'";

  static Ffmpeg unpacked(Path log) throws IOException, InterruptedException {
    Ffmpeg ffmpeg = new Ffmpeg(Path.of(Loader.load(org.bytedeco.ffmpeg.ffmpeg.class)), log);
    try {
      ffmpeg.run(List.of("-version"));
    } catch (IOException e) {
      throw new IOException(
          "Cannot start the ffmpeg executable of bytedeco's jar; perhaps Debian's libpulse0 is"
              + " missing: apt-get install libpulse0",
          e);
    }
    return ffmpeg;
  }

  private double run(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(executable.toString()));
    command.addAll(arguments);
    String libraries = String.valueOf(executable.getParent());
    return new Program(command, Map.of("LD_LIBRARY_PATH", libraries), log).run();
  }

  /** CPU seconds of one process per video that decodes and encodes as clips-256 does, no more. */
  double convert(List<Path> videos, Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    double seconds = 0;
    for (Path video : videos) {
      List<String> arguments = new ArrayList<>(List.of("-nostdin", "-v", "error", "-y"));
      Collections.addAll(arguments, "-threads", "1", "-i", video.toString(), "-an", "-vf", FILTER);
      Collections.addAll(arguments, "-c:v", "libopenh264", "-rc_mode", "quality");
      Collections.addAll(arguments, "-qmin", "26", "-qmax", "26", "-g", "16", "-slices", "1");
      Collections.addAll(arguments, "-threads", "1", folder.resolve(name(video)).toString());
      seconds += run(arguments);
    }
    return seconds;
  }

  /** The first seconds of a video, its packets as they are. */
  Path cut(Path video, double seconds, Path to) throws IOException, InterruptedException {
    return make(List.of("-t", String.valueOf(seconds)), video, List.of("-c", "copy"), to);
  }

  /** A video so many times over, its packets as they are. */
  Path repeat(Path video, int times, Path to) throws IOException, InterruptedException {
    List<String> before = List.of("-stream_loop", String.valueOf(times - 1));
    return make(before, video, List.of("-c", "copy"), to);
  }

  /** A video through filters, coded anew with about as many bits. */
  Path filter(Path video, String filters, Path to) throws IOException, InterruptedException {
    return make(
        List.of(),
        video,
        List.of("-vf", filters, "-c:v", "libopenh264", "-b:v", String.valueOf(bitRate(video))),
        to);
  }

  private static long bitRate(Path video) throws IOException {
    try (PacketReader packets = PacketReader.open(ByteSource.of(video))) {
      double seconds = packets.container().duration().orElseThrow() / 1e9;
      return Math.round(Files.size(video) * 8 / seconds);
    }
  }

  private Path make(List<String> before, Path video, List<String> coding, Path to)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("-nostdin", "-v", "error", "-y"));
    arguments.addAll(before);
    Collections.addAll(arguments, "-i", video.toString(), "-map", "0:v:0");
    arguments.addAll(coding);
    arguments.add(to.toString());
    run(arguments);
    return to;
  }

  private static String name(Path video) {
    return String.valueOf(video.getFileName());
  }
}
