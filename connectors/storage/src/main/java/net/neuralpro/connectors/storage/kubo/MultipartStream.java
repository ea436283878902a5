package net.neuralpro.connectors.storage.kubo;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import net.neuralpro.connectors.storage.kubo.MultipartBody.Part;
import org.jspecify.annotations.Nullable;

/** The bytes of a form. Holds nothing of a file but what is read at once. */
final class MultipartStream extends InputStream {
  private enum State {
    BETWEEN,
    HEAD,
    BYTES,
    END
  }

  private final String boundary;
  private final Iterator<Part> parts;
  private InputStream current = InputStream.nullInputStream();
  private MultipartBody.Source next = InputStream::nullInputStream;
  private State state = State.BETWEEN;
  private volatile @Nullable IOException failure;

  MultipartStream(MultipartBody body) throws IOException {
    this.boundary = body.boundary();
    this.parts = body.parts().open();
  }

  /** What went wrong with the files that are sent, if anything did. */
  @Nullable IOException failure() {
    return failure;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    try {
      int count = current.read(bytes, offset, length);
      while (count < 0 && state != State.END) {
        advance();
        count = current.read(bytes, offset, length);
      }
      return count;
    } catch (UncheckedIOException e) {
      failure = e.getCause();
      throw e.getCause();
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  private void advance() throws IOException {
    current.close();
    switch (state) {
      case HEAD -> {
        current = next.open();
        state = State.BYTES;
      }
      case BYTES -> {
        current = text("\r\n");
        state = State.BETWEEN;
      }
      default -> {
        if (parts.hasNext()) {
          Part part = parts.next();
          next = part.source();
          current = text(head(part));
          state = State.HEAD;
        } else {
          current = text("--" + boundary + "--\r\n");
          state = State.END;
        }
      }
    }
  }

  private String head(Part part) {
    return "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n"
            .formatted(boundary, URLEncoder.encode(part.path(), StandardCharsets.UTF_8))
        + "Content-Type: %s\r\n\r\n".formatted(part.kind().mediaType());
  }

  private static InputStream text(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void close() throws IOException {
    current.close();
  }
}
