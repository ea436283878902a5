package net.neuralpro.connectors.media.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/** Walks over the packets of chosen streams, in file order, holding one at a time. */
public final class PacketReader implements AutoCloseable {

  private final Demuxer demuxer;
  private final ContainerDescription container;
  private final AVPacket packet;
  private Set<Integer> carried = Set.of();

  private PacketReader(Demuxer demuxer, ContainerDescription container, AVPacket packet) {
    this.demuxer = demuxer;
    this.container = container;
    this.packet = packet;
  }

  /**
   * Opens a container. Its packets come without their bytes unless {@link #keep} says otherwise.
   *
   * @throws MediaException MEDIA-OPEN, MEDIA-STREAMS, MEDIA-READ or MEDIA-MEMORY
   */
  public static PacketReader open(ByteSource source) throws MediaException {
    Demuxer demuxer = Demuxer.open(source);
    PacketReader reader = null;
    try {
      ContainerDescription container = MediaProbe.describe(demuxer, source);
      reader =
          new PacketReader(demuxer, container, Libav.allocated(av_packet_alloc(), source.name()));
      return reader;
    } finally {
      if (reader == null) {
        demuxer.close();
      }
    }
  }

  /** What the container declares of itself. */
  public ContainerDescription container() {
    return container;
  }

  /**
   * Leaves the packets of all other streams out; to be said before the first one is read.
   *
   * @param timed streams whose packets are told without their bytes
   * @param carrying streams whose packets come with their bytes
   */
  public void keep(Set<Integer> timed, Set<Integer> carrying) {
    carried = Set.copyOf(carrying);
    demuxer.keepOnly(index -> timed.contains(index) || carrying.contains(index));
  }

  /**
   * The next packet, empty at the end.
   *
   * @throws MediaException MEDIA-READ, MEDIA-PACKET, or MEDIA-TIME for a time beyond 292 years
   */
  public Optional<MediaPacket> next() throws MediaException {
    if (!demuxer.read(packet)) {
      return Optional.empty();
    }
    try {
      int stream = packet.stream_index();
      TimeBase timeBase = TimeBase.of(demuxer.stream(stream).time_base());
      return Optional.of(
          new MediaPacket(
              stream,
              nanos(packet.pts(), timeBase),
              nanos(packet.dts(), timeBase),
              timeBase.nanos(Math.max(0, packet.duration())),
              (packet.flags() & AV_PKT_FLAG_KEY) != 0,
              packet.size(),
              packet.pos(),
              carried.contains(stream) ? Optional.of(bytes(packet)) : Optional.empty()));
    } catch (ArithmeticException e) {
      throw new MediaException(
          "MEDIA-TIME", demuxer.place(packet), "A packet's time is beyond 292 years", e);
    } finally {
      av_packet_unref(packet);
    }
  }

  private static OptionalLong nanos(long ticks, TimeBase timeBase) {
    return ticks == AV_NOPTS_VALUE ? OptionalLong.empty() : OptionalLong.of(timeBase.nanos(ticks));
  }

  static byte[] bytes(AVPacket packet) {
    byte[] bytes = new byte[packet.size()];
    if (bytes.length > 0) {
      packet.data().get(bytes);
    }
    return bytes;
  }

  @Override
  public void close() {
    Libav.free(packet);
    demuxer.close();
  }
}
