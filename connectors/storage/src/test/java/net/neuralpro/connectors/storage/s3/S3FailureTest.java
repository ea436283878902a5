package net.neuralpro.connectors.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import net.neuralpro.connectors.storage.StorageException;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.Multicodec;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What servers answer that real ones answer seldom, or only liars do. */
class S3FailureTest {
  private static final Block BLOCK = Block.of(Multicodec.RAW, new byte[] {1, 2, 3});

  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;
  private Answer objects = exchange -> answer(exchange, 404, "");
  private Answer bucket = exchange -> answer(exchange, 200, "");

  private interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  @BeforeEach
  void start() throws IOException {
    System.setProperty("aws.accessKeyId", "an-identity");
    System.setProperty("aws.secretAccessKey", "a-secret");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          asked.add(exchange.getRequestMethod() + " " + path);
          exchange.getRequestBody().readAllBytes();
          (path.contains("/blocks/") ? objects : bucket).to(exchange);
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void saysThatTheCredentialsDoNotSuffice() {
    bucket = exchange -> answer(exchange, 403, "");
    refused(this::open, "S3-FORBIDDEN")
        .hasMessageContaining("the store refuses it to these credentials; they need to list");
    bucket = exchange -> answer(exchange, 200, "");
    objects = exchange -> answer(exchange, 403, error("AccessDenied"));
    refused(() -> get(BLOCK.cid()), "S3-FORBIDDEN").hasMessageContaining("(AccessDenied)");
  }

  @Test
  void followsNoRedirect() {
    bucket =
        exchange -> {
          exchange.getResponseHeaders().set("Location", "/inward");
          exchange.getResponseHeaders().set("x-amz-bucket-region", "eu-west-3");
          answer(exchange, 301, "");
        };
    refused(this::open, "S3-REGION")
        .hasMessageContaining("the bucket is not in region us-east-1 but in eu-west-3; set");
    bucket = exchange -> answer(exchange, 200, "");
    objects =
        exchange -> {
          exchange.getResponseHeaders().set("Location", "/inward");
          answer(exchange, 307, "");
        };
    refused(() -> get(BLOCK.cid()), "S3-REGION");
    refused(() -> put(BLOCK), "S3-REGION");
    assertThat(asked).noneMatch(request -> request.contains("inward"));
  }

  @Test
  void asksAgainWhereAStoreIsBusy() throws IOException {
    objects =
        exchange -> {
          long count = asked.stream().filter(request -> request.startsWith("GET")).count();
          if (count < 3) {
            answer(exchange, 503, error("SlowDown"));
          } else {
            exchange.sendResponseHeaders(200, BLOCK.bytes().length);
            exchange.getResponseBody().write(BLOCK.bytes());
            exchange.close();
          }
        };
    assertThat(get(BLOCK.cid()).bytes()).isEqualTo(BLOCK.bytes());
  }

  @Test
  void givesUpWhereAStoreFailsAgainAndAgain() {
    objects = exchange -> answer(exchange, 500, error("InternalError"));
    refused(() -> get(BLOCK.cid()), "S3-REFUSED")
        .hasMessageContaining("the store answered 500 InternalError; perhaps try again later");
    assertThat(asked.stream().filter(request -> request.startsWith("GET"))).hasSize(4);
  }

  @Test
  void readsNoMoreThanABlock() {
    objects =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream out = exchange.getResponseBody()) {
            byte[] zeros = new byte[1 << 16];
            while (true) {
              out.write(zeros);
            }
          }
        };
    refused(() -> get(BLOCK.cid()), "S3-ALTERED")
        .hasMessageContaining("it has more than 2097152 bytes");
  }

  @Test
  void showsOneLineOfWhatAStoreSays() {
    objects = exchange -> answer(exchange, 400, error("Bad\n\u001b[31m" + "x".repeat(1000)));
    refused(() -> get(BLOCK.cid()), "S3-REFUSED")
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(700).doesNotContain("\n"));
  }

  @Test
  void refusesWhatIsNoErrorEither() {
    objects = exchange -> answer(exchange, 400, "no XML at all");
    refused(() -> get(BLOCK.cid()), "S3-REFUSED");
    objects = exchange -> answer(exchange, 200, "other bytes");
    refused(() -> get(BLOCK.cid()), "S3-ALTERED").hasMessageContaining("Delete that object");
  }

  private S3Bucket open() throws IOException {
    return S3Bucket.open(S3Server.location(server.getAddress().getPort()));
  }

  private Block get(Cid cid) throws IOException {
    try (S3Bucket opened = open()) {
      return new S3BlockStore(opened, Runnable::run).require(cid);
    }
  }

  private void put(Block block) throws IOException {
    try (S3Bucket opened = open()) {
      new S3BlockStore(opened, Runnable::run).put(block);
    }
  }

  private static String error(String code) {
    return "<?xml version=\"1.0\"?><Error><Code>" + code + "</Code><Message>m</Message></Error>";
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head || bytes.length == 0 ? -1 : bytes.length);
    if (!head && bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }

  private static AbstractThrowableAssert<?, ?> refused(ThrowingCallable call, String rule) {
    return assertThatThrownBy(call)
        .isInstanceOfSatisfying(StorageException.class, e -> assertThat(e.rule()).isEqualTo(rule));
  }
}
