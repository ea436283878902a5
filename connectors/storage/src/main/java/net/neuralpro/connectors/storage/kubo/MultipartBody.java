package net.neuralpro.connectors.storage.kubo;

import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;

/**
 * Files and folders as one form, made while it is sent.
 *
 * @param boundary stands between the parts; no file can hold it, for nobody can guess it
 * @param parts the parts, anew at each call
 */
record MultipartBody(String boundary, Parts parts) {
  private static final SecureRandom RANDOM = new SecureRandom();

  MultipartBody(Parts parts) {
    this(randomBoundary(), parts);
  }

  private static String randomBoundary() {
    byte[] bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return "neural-" + HexFormat.of().formatHex(bytes);
  }

  /** One file. */
  static MultipartBody of(Source source) {
    return new MultipartBody(() -> List.of(new Part("file", Kind.FILE, source)).iterator());
  }

  String contentType() {
    return "multipart/form-data; boundary=" + boundary;
  }

  /** Makes the parts while they are asked for. */
  @FunctionalInterface
  interface Parts {
    Iterator<Part> open() throws IOException;
  }

  /** Opens bytes that are sent; they are closed afterwards. */
  @FunctionalInterface
  interface Source {
    InputStream open() throws IOException;
  }

  /** What a part is. */
  enum Kind {
    FILE("application/octet-stream"),
    FOLDER("application/x-directory");

    private final String mediaType;

    Kind(String mediaType) {
      this.mediaType = mediaType;
    }

    String mediaType() {
      return mediaType;
    }
  }

  /**
   * A file, or a folder, which comes before what is in it.
   *
   * @param path names joined by slashes
   * @param kind which of both
   * @param source the bytes; of a folder none
   */
  record Part(String path, Kind kind, Source source) {
    static Part folder(String path) {
      return new Part(path, Kind.FOLDER, InputStream::nullInputStream);
    }
  }
}
