package net.neuralpro.connectors.storage.kubo;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Something that listens where a node should, and has the faults that a real one rarely has. */
final class FaultyNode implements AutoCloseable {
  private final ServerSocket server;
  private final Behaviour behaviour;
  private final List<Socket> sockets = Collections.synchronizedList(new ArrayList<>());
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());

  /** What it does with a call whose head and body were read. */
  @FunctionalInterface
  interface Behaviour {
    void answer(String head, OutputStream out) throws IOException;
  }

  FaultyNode(Behaviour behaviour) throws IOException {
    this.behaviour = behaviour;
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::listen, "faulty-node");
    thread.setDaemon(true);
    thread.start();
  }

  /** A node that is sound but for one command. */
  static FaultyNode at(String command, Behaviour behaviour) throws IOException {
    return new FaultyNode(
        (head, out) -> {
          if (head.startsWith("POST /api/v0/version ")) {
            json(out, "{\"Version\":\"0.42.0\"}");
          } else if (head.startsWith("POST /api/v0/" + command)) {
            behaviour.answer(head, out);
          } else {
            status(out, 404, "404 page not found");
          }
        });
  }

  static void json(OutputStream out, String text) throws IOException {
    status(out, 200, text);
  }

  static void status(OutputStream out, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    send(out, "HTTP/1.1 " + status + " Status\r\nContent-Length: " + bytes.length + "\r\n\r\n");
    out.write(bytes);
  }

  static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The first bytes of a streamed answer, whose end may be missing. */
  static void chunk(OutputStream out, byte[] bytes) throws IOException {
    send(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Stream-Error\r\n\r\n");
    send(out, Integer.toHexString(bytes.length) + "\r\n");
    out.write(bytes);
    send(out, "\r\n");
  }

  URI api() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** The first lines of all calls. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  private void listen() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        sockets.add(socket);
        Thread thread = new Thread(() -> serve(socket), "faulty-node-call");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      String head = head(in);
      while (!head.isEmpty()) {
        requests.add(head.lines().findFirst().orElseThrow());
        skipBody(in, head.toLowerCase(Locale.ROOT));
        OutputStream out = socket.getOutputStream();
        behaviour.answer(head, out);
        out.flush();
        head = head(in);
      }
    } catch (IOException e) {
      // the client went away, or the node is to break off
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int value = in.read();
      if (value < 0) {
        return "";
      }
      head.append((char) value);
    }
    return head.toString();
  }

  private static void skipBody(InputStream in, String head) throws IOException {
    if (!head.contains("transfer-encoding: chunked")) {
      return;
    }
    while (true) {
      StringBuilder line = new StringBuilder();
      for (int value = in.read(); value != '\n'; value = in.read()) {
        if (value < 0) {
          return;
        }
        line.append((char) value);
      }
      int length = Integer.parseInt(line.toString().strip(), 16);
      in.skipNBytes(length + 2);
      if (length == 0) {
        return;
      }
    }
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : List.copyOf(sockets)) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
