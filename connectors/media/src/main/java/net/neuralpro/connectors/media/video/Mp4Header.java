package net.neuralpro.connectors.media.video;

/**
 * Everything of an MP4 file before its first sample: the index comes first, so that a reader can
 * begin before it has the whole file, and there is neither a date nor a name in it, so that equal
 * samples make equal files.
 */
final class Mp4Header {

  private static final long LARGEST_32_BIT = 0xffffffffL;
  private static final int FIXED_ONE = 0x10000;
  private static final int RESOLUTION_72_DPI = 0x480000;
  private static final int DEPTH_COLOUR = 24;
  private static final int UNDETERMINED_LANGUAGE = 0x55c4;

  private final Mp4Track track;
  private final SampleTable samples;
  private final BoxWriter out = new BoxWriter();

  private Mp4Header(Mp4Track track, SampleTable samples) {
    this.track = track;
    this.samples = samples;
  }

  /**
   * The bytes before the samples.
   *
   * @throws MediaException MEDIA-ENCODE if the video is too long for the format's 32-bit times
   */
  static byte[] of(Mp4Track track, SampleTable samples) throws MediaException {
    if ((long) samples.count() * track.frameTicks() > LARGEST_32_BIT) {
      throw new MediaException(
          "MEDIA-ENCODE", "frame " + samples.count(), "The video is too long for one file");
    }
    // the offset is of fixed width, so the length does not depend on it
    int length = new Mp4Header(track, samples).write(0).length;
    return new Mp4Header(track, samples).write(length);
  }

  private byte[] write(long firstSample) {
    out.box("ftyp", () -> out.ascii("isom").int32(0x200).ascii("isomiso2avc1mp41"));
    out.box("moov", () -> movie(firstSample));
    long size = samples.bytes() + 8;
    if (size > LARGEST_32_BIT) {
      out.int32(1).ascii("mdat").int64(size + 8);
    } else {
      out.int32(size).ascii("mdat");
    }
    return out.toBytes();
  }

  private long duration() {
    return (long) samples.count() * track.frameTicks();
  }

  private void movie(long firstSample) {
    out.fullBox(
        "mvhd",
        0,
        () -> {
          out.int32(0).int32(0).int32(track.timescale()).int32(duration());
          out.int32(FIXED_ONE).int16(0x100).zeros(10);
          matrix();
          out.zeros(24).int32(2);
        });
    out.box(
        "trak",
        () -> {
          trackHeader();
          out.box("mdia", () -> media(firstSample));
        });
  }

  private void trackHeader() {
    out.fullBox(
        "tkhd",
        3,
        () -> {
          out.int32(0).int32(0).int32(1).int32(0).int32(duration()).zeros(16);
          matrix();
          out.int32((long) track.width() << 16).int32((long) track.height() << 16);
        });
  }

  private void matrix() {
    out.int32(FIXED_ONE).zeros(12).int32(FIXED_ONE).zeros(12).int32(0x40000000);
  }

  private void media(long firstSample) {
    out.fullBox(
        "mdhd",
        0,
        () -> {
          out.int32(0).int32(0).int32(track.timescale()).int32(duration());
          out.int16(UNDETERMINED_LANGUAGE).int16(0);
        });
    out.fullBox("hdlr", 0, () -> out.int32(0).ascii("vide").zeros(13));
    out.box(
        "minf",
        () -> {
          out.fullBox("vmhd", 1, () -> out.zeros(8));
          out.box(
              "dinf",
              () -> out.fullBox("dref", 0, () -> out.int32(1).fullBox("url ", 1, () -> {})));
          out.box("stbl", () -> sampleTable(firstSample));
        });
  }

  private void sampleTable(long firstSample) {
    out.fullBox("stsd", 0, () -> out.int32(1).box("avc1", this::sampleEntry));
    int count = samples.count();
    out.fullBox("stts", 0, () -> out.int32(1).int32(count).int32(track.frameTicks()));
    out.fullBox("stss", 0, this::keyFrames);
    out.fullBox("stsc", 0, () -> out.int32(1).int32(1).int32(count).int32(1));
    out.fullBox("stsz", 0, this::sampleSizes);
    out.fullBox("co64", 0, () -> out.int32(1).int64(firstSample));
  }

  private void sampleEntry() {
    out.zeros(6).int16(1).zeros(16);
    out.int16(track.width()).int16(track.height());
    out.int32(RESOLUTION_72_DPI).int32(RESOLUTION_72_DPI);
    out.int32(0).int16(1).zeros(32).int16(DEPTH_COLOUR).int16(-1);
    out.box("avcC", () -> out.bytes(track.configuration()));
  }

  private void keyFrames() {
    out.int32(samples.keyCount());
    for (int i = 0; i < samples.count(); i++) {
      if (samples.key(i)) {
        out.int32(i + 1L);
      }
    }
  }

  private void sampleSizes() {
    out.int32(0).int32(samples.count());
    for (int i = 0; i < samples.count(); i++) {
      out.int32(samples.size(i));
    }
  }
}
