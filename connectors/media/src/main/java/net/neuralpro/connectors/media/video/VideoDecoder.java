package net.neuralpro.connectors.media.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_BITEXACT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_DISCARD;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;

import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Decodes every frame of a container's main video in presentation order, in the calling thread.
 * Damage does not stop it: what cannot be decoded is counted in the {@link #report} with its place.
 *
 * <p>The pictures are equal on every x86-64 machine: libav's bit-exact code paths and its plain
 * integer inverse transform are chosen, whatever vector instructions there are.
 */
public final class VideoDecoder implements AutoCloseable {

  private static final int ERROR_AGAIN = -11;
  private static final int MAXIMUM_REFUSALS_AT_END = 64;

  private final Demuxer demuxer;
  private final StreamDescription stream;
  private final DecodeFaults faults;
  private final FrameClock clock;
  private final AVPacket packet;
  private final AVCodecContext codec;
  private AVFrame spare;
  private long packets;
  private long hidden;
  private long frames;
  private int refusalsAtEnd;
  private boolean drained;
  private boolean ended;

  private VideoDecoder(
      Demuxer demuxer, int index, AVCodecContext codec, AVPacket packet, AVFrame spare) {
    this.demuxer = demuxer;
    this.stream = MediaProbe.describe(demuxer.stream(index), index);
    this.faults = new DecodeFaults();
    this.clock = new FrameClock(stream);
    this.codec = codec;
    this.packet = packet;
    this.spare = spare;
  }

  /**
   * Opens the video that a player would show.
   *
   * @throws MediaException MEDIA-OPEN, MEDIA-STREAMS, MEDIA-NO-VIDEO or MEDIA-CODEC
   */
  public static VideoDecoder open(ByteSource source) throws MediaException {
    Demuxer demuxer = Demuxer.open(source);
    AVCodecContext codec = null;
    AVPacket packet = null;
    AVFrame spare = null;
    VideoDecoder decoder = null;
    try {
      int index =
          MediaProbe.mainVideo(demuxer)
              .orElseThrow(
                  () -> new MediaException("MEDIA-NO-VIDEO", source.name(), "It has no video"));
      demuxer.keepOnly(i -> i == index);
      codec = openCodec(demuxer.stream(index), source.name());
      packet = Libav.allocated(av_packet_alloc(), source.name());
      spare = Libav.allocated(av_frame_alloc(), source.name());
      decoder = new VideoDecoder(demuxer, index, codec, packet, spare);
      return decoder;
    } finally {
      if (decoder == null) {
        Libav.free(packet);
        Libav.free(codec);
        demuxer.close();
      }
    }
  }

  private static AVCodecContext openCodec(AVStream stream, String name) throws MediaException {
    AVCodec codec = avcodec_find_decoder(stream.codecpar().codec_id());
    if (codec == null || codec.isNull()) {
      throw new MediaException("MEDIA-CODEC", name, "There is no decoder for its video");
    }
    AVCodecContext context = Libav.allocated(avcodec_alloc_context3(codec), name);
    int result = avcodec_parameters_to_context(context, stream.codecpar());
    if (result >= 0) {
      context.pkt_timebase(stream.time_base());
      context.thread_count(1);
      context.flags(context.flags() | AV_CODEC_FLAG_BITEXACT);
      context.idct_algo(AVCodecContext.FF_IDCT_SIMPLE);
      context.max_pixels(Libav.MAXIMUM_PIXELS);
      result = avcodec_open2(context, codec, (AVDictionary) null);
    }
    if (result < 0) {
      Libav.free(context);
      throw new MediaException(
          "MEDIA-CODEC", name, "Cannot open the decoder: " + Libav.message(result));
    }
    return context;
  }

  /** The stream that is decoded. */
  public StreamDescription stream() {
    return stream;
  }

  /**
   * The next frame, empty after the last. The caller closes it.
   *
   * @throws MediaException only for what no further decoding can follow: MEDIA-MEMORY
   */
  public Optional<DecodedFrame> next() throws MediaException {
    while (!ended) {
      int result = avcodec_receive_frame(codec, spare);
      if (result >= 0) {
        return Optional.of(emit());
      } else if (result == ERROR_AGAIN) {
        feed();
      } else if (result == AVERROR_EOF) {
        ended = true;
        Truncation.of(demuxer, stream, packets, clock.end()).ifPresent(faults::add);
      } else {
        refuse(result);
      }
    }
    return Optional.empty();
  }

  private void refuse(int result) {
    faults.add("MEDIA-DECODE", afterFrame(), Libav.message(result));
    if (drained && ++refusalsAtEnd >= MAXIMUM_REFUSALS_AT_END) {
      ended = true;
    }
  }

  private DecodedFrame emit() throws MediaException {
    AVFrame frame = spare;
    spare = Libav.allocated(av_frame_alloc(), demuxer.name());
    if (frame.decode_error_flags() != 0) {
      faults.add("MEDIA-CONCEALED", afterFrame(), "Parts of the picture are guessed");
    } else if ((frame.flags() & AVFrame.AV_FRAME_FLAG_CORRUPT) != 0) {
      faults.add("MEDIA-CORRUPT", afterFrame(), "The picture is damaged");
    }
    return new DecodedFrame(frame, frames++, span(frame));
  }

  private FrameClock.Span span(AVFrame frame) {
    try {
      return clock.next(frame.best_effort_timestamp(), frame.duration());
    } catch (ArithmeticException e) {
      faults.add("MEDIA-TIME", afterFrame(), "The frame's time is beyond 73 years");
      return clock.next();
    }
  }

  private void feed() throws MediaException {
    boolean got = false;
    if (!drained) {
      try {
        got = demuxer.read(packet);
      } catch (MediaException e) {
        faults.add(e.rule(), e.place(), String.valueOf(e.getMessage()));
      }
    }
    if (!got) {
      drained = true;
      avcodec_send_packet(codec, (AVPacket) null);
      return;
    }
    try {
      packets++;
      hidden += (packet.flags() & AV_PKT_FLAG_DISCARD) != 0 ? 1 : 0;
      if ((packet.flags() & AV_PKT_FLAG_CORRUPT) != 0) {
        faults.add("MEDIA-CORRUPT", demuxer.place(packet), "The packet is damaged or cut off");
      }
      int result = avcodec_send_packet(codec, packet);
      if (result < 0) {
        faults.add("MEDIA-DECODE", demuxer.place(packet), Libav.message(result));
      }
    } finally {
      av_packet_unref(packet);
    }
  }

  private String afterFrame() {
    return demuxer.name() + ", frame " + frames;
  }

  /** How decoding has gone so far; complete when {@link #next} has come back empty. */
  public DecodeReport report() {
    return new DecodeReport(packets, hidden, frames, faults.count(), faults.first());
  }

  @Override
  public void close() {
    if (!codec.isNull()) {
      Libav.free(spare);
      Libav.free(packet);
      Libav.free(codec);
    }
    demuxer.close();
  }
}
