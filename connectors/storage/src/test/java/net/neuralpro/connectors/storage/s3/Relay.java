package net.neuralpro.connectors.storage.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Passes bytes on to a server and cuts connections when it was told to. */
final class Relay implements AutoCloseable {
  private final ServerSocket listener;
  private final int target;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicLong requestBytes = new AtomicLong(Long.MAX_VALUE);
  private final AtomicLong answerBytes = new AtomicLong(Long.MAX_VALUE);
  private final AtomicInteger connections = new AtomicInteger();

  Relay(int target) throws IOException {
    this.target = target;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  int connections() {
    return connections.get();
  }

  /** Cuts the connection after so many bytes of requests from now on, for good. */
  void cutRequestsAfter(long bytes) {
    requestBytes.set(bytes);
  }

  /** Cuts the one connection that has had so many bytes of answers from now on. */
  void cutAnswerOnceAfter(long bytes) {
    answerBytes.set(bytes);
  }

  void heal() {
    requestBytes.set(Long.MAX_VALUE);
    answerBytes.set(Long.MAX_VALUE);
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        connections.incrementAndGet();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        threads.execute(() -> copy(client, server, requestBytes, Cut.FOR_GOOD));
        threads.execute(() -> copy(server, client, answerBytes, Cut.ONCE));
      }
    } catch (IOException e) {
      threads.shutdown();
    }
  }

  private enum Cut {
    ONCE,
    FOR_GOOD
  }

  private static void copy(Socket from, Socket to, AtomicLong left, Cut cut) {
    byte[] buffer = new byte[8192];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        int limit = count;
        long after = left.updateAndGet(now -> now == Long.MAX_VALUE ? now : now - limit);
        if (after < 0) {
          out.write(buffer, 0, (int) Math.max(0, count + after));
          if (cut == Cut.ONCE) {
            left.set(Long.MAX_VALUE);
          }
          return;
        }
        out.write(buffer, 0, count);
        out.flush();
      }
    } catch (IOException e) {
      // A connection that ends in the middle is what this is for.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    threads.shutdownNow();
  }
}
