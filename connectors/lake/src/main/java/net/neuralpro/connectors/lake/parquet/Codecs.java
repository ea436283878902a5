package net.neuralpro.connectors.lake.parquet;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.xerial.snappy.Snappy;

/**
 * Compresses pages with zstd at one fixed level, and decompresses zstd, snappy and gzip. It stands
 * in for the library's own factory, which starts Hadoop's configuration for it.
 */
final class Codecs implements CompressionCodecFactory {
  private static final int LEVEL = 3;
  private static final int MAX_PAGE = 256 << 20;

  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName name) {
    if (name != CompressionCodecName.ZSTD) {
      throw new IllegalArgumentException("Cannot compress with " + name + ": only zstd is written");
    }
    return new Compressor();
  }

  @Override
  public BytesInputDecompressor getDecompressor(CompressionCodecName name) {
    return switch (name) {
      case UNCOMPRESSED, ZSTD, SNAPPY, GZIP -> new Decompressor(name);
      default ->
          throw new IllegalArgumentException(
              "Cannot decompress "
                  + name
                  + ": zstd, snappy, gzip and uncompressed are read; perhaps write it again so");
    };
  }

  @Override
  public void release() {}

  private static final class Compressor implements BytesInputCompressor {
    @Override
    public BytesInput compress(BytesInput bytes) throws IOException {
      return BytesInput.from(Zstd.compress(bytes.toByteArray(), LEVEL));
    }

    @Override
    public CompressionCodecName getCodecName() {
      return CompressionCodecName.ZSTD;
    }

    @Override
    public void release() {}
  }

  private record Decompressor(CompressionCodecName name) implements BytesInputDecompressor {
    @Override
    public BytesInput decompress(BytesInput bytes, int size) throws IOException {
      return BytesInput.from(decompress(bytes.toByteArray(), size));
    }

    @Override
    public void decompress(
        ByteBuffer input, int compressedSize, ByteBuffer output, int decompressedSize)
        throws IOException {
      byte[] compressed = new byte[compressedSize];
      input.get(compressed);
      output.put(decompress(compressed, decompressedSize));
    }

    private byte[] decompress(byte[] compressed, int size) throws IOException {
      if (size < 0 || size > MAX_PAGE) {
        throw new IOException("a page of %d bytes is declared".formatted(size));
      }
      byte[] bytes =
          switch (name) {
            case UNCOMPRESSED -> compressed;
            case ZSTD -> zstd(compressed, size);
            case SNAPPY -> snappy(compressed, size);
            default -> gzip(compressed, size);
          };
      if (bytes.length != size) {
        throw new IOException(
            "a page has %d bytes where %d are declared".formatted(bytes.length, size));
      }
      return bytes;
    }

    private static byte[] zstd(byte[] compressed, int size) throws IOException {
      try {
        return Zstd.decompress(compressed, size);
      } catch (ZstdException e) {
        throw new IOException("a page cannot be decompressed: " + e.getMessage(), e);
      }
    }

    private static byte[] snappy(byte[] compressed, int size) throws IOException {
      if (Snappy.uncompressedLength(compressed) != size) {
        throw new IOException("a page contradicts its declared length");
      }
      return Snappy.uncompress(compressed);
    }

    private static byte[] gzip(byte[] compressed, int size) throws IOException {
      try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
        byte[] bytes = in.readNBytes(size);
        if (in.read() >= 0) {
          throw new IOException("a page has more than its declared %d bytes".formatted(size));
        }
        return bytes;
      }
    }

    @Override
    public void release() {}
  }
}
