package net.neuralpro.connectors.storage.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import net.neuralpro.connectors.storage.StorageException;

/**
 * Sends requests to one server. Redirects are not followed, no part may take for ever, and no body
 * is read beyond what was asked for. Safe for use by several threads.
 */
public final class Web {
  private static final int MAX_MESSAGE = 2000;

  private final HttpClient client;
  private final Reach reach;
  private final Duration stall;

  /**
   * A client.
   *
   * @param stall how long a server may keep silent
   */
  public Web(Reach reach, Duration stall) {
    this.reach = reach;
    this.stall = stall;
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(stall)
            .build();
  }

  /** What a server answered; closing it ends the answer. */
  public record Answer(URI uri, int status, HttpResponse<InputStream> response, InputStream body)
      implements AutoCloseable {
    /** The first header of this name, or nothing. */
    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    /** Reads a short body. */
    public byte[] bytes(int limit) throws IOException {
      byte[] bytes = body.readNBytes(limit + 1);
      if (bytes.length > limit) {
        throw new StorageException(
            "GATEWAY-ENDLESS",
            "Cannot read the answer of %s: it has more than %d bytes"
                .formatted(uri.getAuthority(), limit));
      }
      return bytes;
    }

    /** What a server says of an error, on one line without anything that a terminal obeys. */
    public String message() throws IOException {
      String text = new String(body.readNBytes(MAX_MESSAGE), StandardCharsets.UTF_8);
      return text.replaceAll("\\p{Cntrl}+", " ").strip();
    }

    @Override
    public void close() throws IOException {
      body.close();
    }
  }

  /**
   * Sends a request and waits for the head of the answer.
   *
   * @throws IOException if the server cannot be reached or keeps silent; the message names it
   */
  public Answer send(HttpRequest.Builder builder) throws IOException {
    HttpRequest request = builder.timeout(stall).build();
    reach.require(request.uri());
    String server = request.uri().getScheme() + "://" + request.uri().getAuthority();
    try {
      HttpResponse<InputStream> response =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      Answer answer =
          new Answer(
              request.uri(),
              response.statusCode(),
              response,
              new StallGuard(response.body(), stall));
      if (answer.status() >= 300 && answer.status() < 400) {
        answer.close();
        throw new StorageException(
            "GATEWAY-REDIRECT",
            "Cannot ask %s: it sends us to another place, which is not followed".formatted(server));
      }
      return answer;
    } catch (ConnectException e) {
      throw new IOException(
          "Cannot reach %s: it does not answer there; perhaps it is not running".formatted(server),
          e);
    } catch (HttpTimeoutException e) {
      throw new IOException(
          "Cannot reach %s: nothing came for %d s".formatted(server, stall.toSeconds()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while asking " + server);
    }
  }
}
