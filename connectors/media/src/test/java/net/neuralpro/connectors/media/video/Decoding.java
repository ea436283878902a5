package net.neuralpro.connectors.media.video;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** What came out of decoding a whole video. */
record Decoding(List<Long> times, String digest, DecodeReport report) {

  static Decoding of(ByteSource source) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    List<Long> times = new ArrayList<>();
    try (VideoDecoder decoder = VideoDecoder.open(source)) {
      Optional<DecodedFrame> next = decoder.next();
      while (next.isPresent()) {
        try (DecodedFrame frame = next.get()) {
          times.add(frame.presentationNanos());
          update(digest, frame);
        }
        next = decoder.next();
      }
      return new Decoding(times, HexFormat.of().formatHex(digest.digest()), decoder.report());
    }
  }

  private static void update(MessageDigest digest, DecodedFrame frame) {
    digest.update(frame.pixelFormat().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    for (int plane = 0; plane < frame.planeCount(); plane++) {
      ByteBuffer bytes = frame.bytes(plane);
      int rows = frame.layout().rows(plane, frame.height());
      int row = bytes.capacity() - (rows - 1) * frame.stride(plane);
      for (int y = 0; y < rows; y++) {
        digest.update(bytes.slice(y * frame.stride(plane), row));
      }
    }
  }
}
