package net.neuralpro.connectors.media.recording;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import net.neuralpro.connectors.media.files.FrameSink;
import net.neuralpro.connectors.media.telemetry.gpmf.GpmfReader;
import net.neuralpro.connectors.media.video.ByteSource;
import net.neuralpro.connectors.media.video.ContainerDescription;
import net.neuralpro.connectors.media.video.FrameRate;
import net.neuralpro.connectors.media.video.MediaException;
import net.neuralpro.connectors.media.video.MediaPacket;
import net.neuralpro.connectors.media.video.PacketReader;
import net.neuralpro.connectors.media.video.PictureDescription;
import net.neuralpro.connectors.media.video.StreamDescription;
import net.neuralpro.connectors.media.video.StreamKind;
import net.neuralpro.schemas.recording.Device;
import net.neuralpro.schemas.recording.RecordingDescription;
import net.neuralpro.schemas.recording.SampleSink;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.RejectedInputException;

/** Reads a video's container once: the times of its frames and the telemetry beside them. */
final class VideoFileReader {
  private static final String GPMF = "gpmd";

  /** What a video file told. */
  record Contents(
      RecordingDescription.Video video,
      Optional<Device> device,
      OptionalLong utcOfZero,
      Optional<String> creationTime) {}

  private VideoFileReader() {}

  /**
   * Reads a file.
   *
   * @throws RejectedInputException if it is no container that can be read (MEDIA-…) or has no video
   *     (INGEST-NO-VIDEO)
   */
  static Contents read(ByteSource source, String camera, SampleSink samples, FrameSink frames)
      throws IOException {
    PacketReader packets;
    try {
      packets = PacketReader.open(source);
    } catch (MediaException e) {
      throw new RejectedInputException(finding(e));
    }
    try (packets) {
      return read(packets, source, camera, samples, frames);
    }
  }

  private static Contents read(
      PacketReader packets, ByteSource source, String camera, SampleSink samples, FrameSink frames)
      throws IOException {
    ContainerDescription container = packets.container();
    OptionalInt main = container.mainVideo();
    Optional<StreamDescription> stream =
        main.isEmpty() ? Optional.empty() : Optional.of(container.streams().get(main.getAsInt()));
    Optional<PictureDescription> picture = stream.flatMap(StreamDescription::picture);
    if (stream.isEmpty() || picture.isEmpty()) {
      throw new RejectedInputException(
          Finding.error("INGEST-NO-VIDEO", source.name(), "The file has no video stream"));
    }
    tellOthers(source, container, stream.get(), samples);
    FrameOrder order = new FrameOrder(frames);
    GpmfReader telemetry = new GpmfReader(source.name(), samples);
    Optional<StreamDescription> gpmf = container.streamTagged(GPMF);
    try {
      Set<Integer> carried = new HashSet<>();
      gpmf.ifPresent(telemetryStream -> carried.add(telemetryStream.index()));
      packets.keep(Set.of(stream.get().index()), carried);
      walk(packets, source, order, telemetry);
    } catch (MediaException e) {
      samples.finding(finding(e));
    }
    order.finish();
    telemetry.finish();
    RecordingDescription.Video video =
        new RecordingDescription.Video(
            source.name(),
            camera,
            container.format(),
            stream.get().codec(),
            picture.get().width(),
            picture.get().height(),
            picture.get().declaredRate().or(picture.get()::averageRate).map(VideoFileReader::rate),
            order.count(),
            Optional.ofNullable(order.first()),
            Optional.ofNullable(order.last()),
            boxed(stream.get().duration()).or(() -> boxed(container.duration())));
    return new Contents(
        video,
        device(container, telemetry),
        telemetry.utcOfZero(),
        Optional.ofNullable(container.metadata().get("creation_time")));
  }

  private static Finding finding(MediaException e) {
    return Finding.error(e.rule(), e.place(), String.valueOf(e.getMessage()));
  }

  private static RecordingDescription.Rate rate(FrameRate rate) {
    return new RecordingDescription.Rate(rate.frames(), rate.seconds());
  }

  private static Optional<Long> boxed(OptionalLong value) {
    return value.isPresent() ? Optional.of(value.getAsLong()) : Optional.empty();
  }

  private static void tellOthers(
      ByteSource source, ContainerDescription container, StreamDescription main, SampleSink sink)
      throws IOException {
    List<String> others =
        container.streams().stream()
            .filter(stream -> stream.index() != main.index() && !stream.codecTag().equals(GPMF))
            .map(
                stream ->
                    stream.kind() == StreamKind.DATA
                        ? "data " + stream.codecTag()
                        : stream.kind().name().toLowerCase(Locale.ROOT) + " " + stream.codec())
            .toList();
    if (!others.isEmpty()) {
      sink.finding(
          Finding.notice(
              "INGEST-UNREAD",
              source.name(),
              "These streams are kept in the file only: " + others));
    }
  }

  private static void walk(
      PacketReader packets, ByteSource source, FrameOrder order, GpmfReader telemetry)
      throws IOException {
    long end = 0;
    long withoutTime = 0;
    for (Optional<MediaPacket> next = packets.next(); next.isPresent(); next = packets.next()) {
      MediaPacket packet = next.get();
      if (packet.payload().isPresent()) {
        long start = packet.presentation().orElse(end);
        telemetry.payload(start, packet.duration(), packet.payload().get());
        end = start + packet.duration();
      } else {
        OptionalLong time =
            packet.presentation().isPresent() ? packet.presentation() : packet.decoding();
        if (time.isEmpty()) {
          withoutTime++;
        } else {
          order.add(new FrameSink.Frame(time.getAsLong(), packet.key(), packet.bytes()));
        }
      }
    }
    if (withoutTime > 0) {
      throw new MediaException(
          "INGEST-NO-TIME", source.name(), withoutTime + " packets of the video have no time");
    }
  }

  private static Optional<Device> device(ContainerDescription container, GpmfReader telemetry) {
    Map<String, String> tags = container.metadata();
    Optional<String> make = tag(tags, "com.apple.quicktime.make").or(() -> tag(tags, "make"));
    Optional<String> model =
        telemetry
            .device()
            .or(() -> tag(tags, "com.apple.quicktime.model"))
            .or(() -> tag(tags, "model"));
    return make.isEmpty() && model.isEmpty()
        ? Optional.empty()
        : Optional.of(new Device(make, model, Optional.empty()));
  }

  private static Optional<String> tag(Map<String, String> tags, String name) {
    return Optional.ofNullable(tags.get(name)).filter(value -> !value.isBlank());
  }
}
