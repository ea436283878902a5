package net.neuralpro.connectors.storage.gateway;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that sends whatever bytes a test gives it, however wrong. */
final class LyingServer implements Closeable {
  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Answer answer;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  /** Sends what it likes. */
  @FunctionalInterface
  interface Answer {
    void send(String request, OutputStream out) throws IOException, InterruptedException;
  }

  LyingServer(Answer answer) throws IOException {
    this.answer = answer;
    start(
        () -> {
          while (true) {
            Socket socket = listener.accept();
            sockets.add(socket);
            start(() -> serve(socket));
          }
        });
  }

  private interface Task {
    void run() throws IOException, InterruptedException;
  }

  private static void start(Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (IOException | InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private void serve(Socket socket) throws IOException, InterruptedException {
    try (socket) {
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
        int next = socket.getInputStream().read();
        if (next < 0) {
          return;
        }
        head.write(next);
      }
      String request = head.toString(StandardCharsets.ISO_8859_1);
      requests.add(request);
      answer.send(request, socket.getOutputStream());
    }
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  /** The heads of all requests. */
  List<String> requests() {
    return requests;
  }

  static void head(OutputStream out, String status, String... headers) throws IOException {
    String head =
        "HTTP/1.1 "
            + status
            + "\r\n"
            + String.join("\r\n", headers)
            + "\r\nConnection: close\r\n\r\n";
    out.write(head.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
