package net.neuralpro.pipelines.control.scheduling;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.connectors.chain.tasks.Domain;
import net.neuralpro.connectors.storage.car.CarWriter;
import net.neuralpro.connectors.storage.car.DepthFirst;
import net.neuralpro.noderunner.protocol.Refusal;
import net.neuralpro.noderunner.protocol.SignedCall;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.Sha256;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;

/** Somebody who calls the scheduler over HTTP. */
final class TrialCaller {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final URI base;
  private final Domain domain;
  private final Address account;
  private final ContributorKey key;
  private final InstantSource time;

  TrialCaller(URI base, Domain domain, Address account, ContributorKey key, InstantSource time) {
    this.base = base;
    this.domain = domain;
    this.account = account;
    this.key = key;
    this.time = time;
  }

  Address account() {
    return account;
  }

  HttpRequest request(String method, String target, byte[] body, byte[] signed, long time) {
    SignedCall call = new SignedCall(method, target, Digest.of(Sha256.of(signed)), time);
    return HttpRequest.newBuilder(base.resolve(target))
        .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
        .header(SignedCall.ACCOUNT, account.text())
        .header(SignedCall.TIME, Long.toString(time))
        .header(SignedCall.BODY, call.body().hex())
        .header(SignedCall.SIGNATURE, call.sign(domain, key).hex())
        .build();
  }

  static HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
    return CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
  }

  CompletableFuture<byte[]> later(String method, String target, Object message) {
    byte[] body = DagJson.write(message);
    return CLIENT
        .sendAsync(
            request(method, target, body, body, time.instant().getEpochSecond()),
            HttpResponse.BodyHandlers.ofByteArray())
        .thenApply(
            answer -> {
              try {
                return require(answer);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  private static byte[] require(HttpResponse<byte[]> answer) throws IOException {
    if (answer.statusCode() / 100 != 2) {
      Refusal refusal = DagJson.read(answer.body(), Refusal.class);
      throw new IOException(
          "%d %s: %s".formatted(answer.statusCode(), refusal.rule(), refusal.message()));
    }
    return answer.body();
  }

  byte[] call(String method, String target, byte[] body) throws IOException, InterruptedException {
    return require(send(request(method, target, body, body, time.instant().getEpochSecond())));
  }

  <T> T post(String target, Object message, Class<T> answer)
      throws IOException, InterruptedException {
    return DagJson.read(call("POST", target, DagJson.write(message)), answer);
  }

  <T> T get(String target, Class<T> answer) throws IOException, InterruptedException {
    return DagJson.read(call("GET", target, new byte[0]), answer);
  }

  /** A graph as a CAR. */
  static byte[] car(BlockStore store, Cid root) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (CarWriter writer = new CarWriter(out, List.of(root))) {
      writer.writeAll(DepthFirst.of(store, root));
    }
    return out.toByteArray();
  }

  /** Blocks as a CAR. */
  static byte[] car(Cid root, List<Block> blocks) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (CarWriter writer = new CarWriter(out, List.of(root))) {
      for (Block block : blocks) {
        writer.write(block);
      }
    }
    return out.toByteArray();
  }
}
