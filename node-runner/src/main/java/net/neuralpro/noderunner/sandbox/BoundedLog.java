package net.neuralpro.noderunner.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads all that a program prints, and keeps the last of it. */
final class BoundedLog {
  private static final long PATIENCE_MILLIS = 1000;

  private final byte[] ring = new byte[SandboxRun.MAX_LOG];
  private final List<Thread> readers = new ArrayList<>();
  private long read;

  /** Begins to read a stream to its end. */
  void keep(InputStream in) {
    Thread reader = new Thread(() -> drain(in), "task-log");
    reader.setDaemon(true);
    readers.add(reader);
    reader.start();
  }

  private void drain(InputStream in) {
    byte[] bytes = new byte[8192];
    try (in) {
      for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
        keep(bytes, count);
      }
    } catch (IOException e) {
      // the stream is closed when the program is ended
      keep(bytes, 0);
    }
  }

  private synchronized void keep(byte[] bytes, int count) {
    for (int index = 0; index < count; index++) {
      ring[(int) (read++ % ring.length)] = bytes[index];
    }
  }

  /** What is kept once the program has ended and all was read. */
  String text() throws InterruptedException {
    for (Thread reader : readers) {
      reader.join(PATIENCE_MILLIS);
    }
    synchronized (this) {
      int length = (int) Math.min(read, ring.length);
      byte[] last = new byte[length];
      for (int index = 0; index < length; index++) {
        last[index] = ring[(int) ((read - length + index) % ring.length)];
      }
      return new String(last, StandardCharsets.UTF_8);
    }
  }
}
