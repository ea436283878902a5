package net.neuralpro.connectors.lake.lerobot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Holds the video files against the episodes whose frames they hold. */
final class VideosCheck {
  private final Path root;
  private final Info info;
  private final EpisodeTable table;
  private final VideoFrames videos;
  private final Findings findings;

  VideosCheck(Path root, Info info, EpisodeTable table, VideoFrames videos, Findings findings) {
    this.root = root;
    this.info = info;
    this.table = table;
    this.videos = videos;
    this.findings = findings;
  }

  /**
   * Checks all videos.
   *
   * @param knownRate whether the declared rate is the rows' own, so that times can be held against
   *     it
   */
  void check(boolean knownRate) throws IOException {
    for (String camera : info.cameras().keySet()) {
      SortedMap<FileNumber, List<EpisodeTable.Row>> files = new TreeMap<>();
      for (EpisodeTable.Row row : table.rows()) {
        files.computeIfAbsent(video(row, camera).file(), number -> new ArrayList<>()).add(row);
      }
      for (Map.Entry<FileNumber, List<EpisodeTable.Row>> file : files.entrySet()) {
        check(camera, LeRobotLayout.videoPath(camera, file.getKey()), file.getValue(), knownRate);
      }
    }
  }

  private static EpisodeTable.Video video(EpisodeTable.Row row, String camera) {
    EpisodeTable.Video video = row.videos().get(camera);
    if (video == null) {
      throw new IllegalArgumentException("Cannot find camera " + camera);
    }
    return video;
  }

  private void check(String camera, String place, List<EpisodeTable.Row> rows, boolean knownRate)
      throws IOException {
    Path file = root.resolve(place);
    if (!Files.isRegularFile(file)) {
      findings.add("LEROBOT-FILE-MISSING", place, "Cannot find the file");
      return;
    }
    long frames = rows.stream().mapToLong(EpisodeTable.Row::length).sum();
    if (!isWhole(file)) {
      findings.add(
          "LEROBOT-VIDEO-TRUNCATED", place, "the file ends within a box; perhaps a copy was cut");
    } else {
      VideoFrames.Decoded decoded = videos.decode(file);
      if (decoded.error().isPresent()) {
        findings.add("LEROBOT-VIDEO-DAMAGED", place, "%s", decoded.error().get());
      } else {
        pictures(camera, decoded, frames, place);
        if (knownRate) {
          times(decoded.seconds(), place);
        }
      }
    }
    if (knownRate) {
      ranges(camera, place, rows, frames);
    }
  }

  private void pictures(String camera, VideoFrames.Decoded decoded, long frames, String place) {
    if (decoded.seconds().size() != frames) {
      findings.add(
          "LEROBOT-VIDEO-LENGTH",
          place,
          "%d frames where its episodes have %d",
          decoded.seconds().size(),
          frames);
    }
    Info.Size declared = info.size(camera);
    if (decoded.width() != declared.width() || decoded.height() != declared.height()) {
      findings.add(
          "LEROBOT-VIDEO-SIZE",
          place,
          "pictures are %dx%d where %dx%d is declared",
          decoded.width(),
          decoded.height(),
          declared.width(),
          declared.height());
    }
  }

  private void times(List<Double> seconds, String place) {
    for (int frame = 0; frame < seconds.size(); frame++) {
      double expected = frame / (double) info.framesPerSecond();
      if (!(Math.abs(seconds.get(frame) - expected) <= RowsCheck.TOLERANCE)) {
        findings.add(
            "LEROBOT-VIDEO-TIMES",
            place,
            "frame %d is shown at %.6f s where the rate gives %.6f s",
            frame,
            seconds.get(frame),
            expected);
        return;
      }
    }
  }

  private void ranges(String camera, String place, List<EpisodeTable.Row> rows, long framesOfFile) {
    double rate = info.framesPerSecond();
    long first = 0;
    for (EpisodeTable.Row row : rows) {
      EpisodeTable.Video video = video(row, camera);
      double from = first / rate;
      double to = (first + row.length()) / rate;
      if (video.from() > framesOfFile / rate - RowsCheck.TOLERANCE) {
        findings.add(
            "LEROBOT-VIDEO-END",
            place,
            "episode %d begins at %.6f s, past the end at %.6f s",
            row.index(),
            video.from(),
            framesOfFile / rate);
      } else if (!(Math.abs(video.from() - from) <= RowsCheck.TOLERANCE
          && Math.abs(video.to() - to) <= RowsCheck.TOLERANCE)) {
        findings.add(
            "LEROBOT-VIDEO-RANGE",
            place,
            "episode %d lies at [%.6f, %.6f) s where its frames are at [%.6f, %.6f) s",
            row.index(),
            video.from(),
            video.to(),
            from,
            to);
      }
      first += row.length();
    }
  }

  /** Whether the outermost boxes of an MP4 file end where the file ends. */
  private static boolean isWhole(Path file) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      long size = channel.size();
      long position = 0;
      while (position < size) {
        ByteBuffer header = ByteBuffer.allocate(16);
        channel.position(position);
        int read;
        do {
          read = channel.read(header);
        } while (read >= 0 && header.hasRemaining());
        header.flip();
        if (header.remaining() < 8) {
          return false;
        }
        long length = Integer.toUnsignedLong(header.getInt());
        header.getInt();
        if (length == 1 && header.remaining() == 8) {
          length = header.getLong();
        } else if (length == 0) {
          length = size - position;
        }
        if (length < 8 || length > size - position) {
          return false;
        }
        position += length;
      }
      return size > 0;
    }
  }
}
