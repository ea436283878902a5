package net.neuralpro.connectors.storage.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import net.neuralpro.connectors.storage.BlockStream;
import net.neuralpro.connectors.storage.BusyOriginException;
import net.neuralpro.connectors.storage.ByteRange;
import net.neuralpro.connectors.storage.StorageException;
import net.neuralpro.connectors.storage.car.CarWriter;
import net.neuralpro.connectors.storage.car.DepthFirst;
import net.neuralpro.connectors.storage.fetch.Fetcher;
import net.neuralpro.connectors.storage.fetch.WantedFile;
import net.neuralpro.connectors.storage.http.Reach;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.Links;
import net.neuralpro.schemas.content.MemoryBlockStore;
import net.neuralpro.schemas.content.Multicodec;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gateways that lie, stall and flood: none of them makes a file false, or a fetch endless. */
@Timeout(60)
class LyingGatewayTest {
  private static final int CHUNK = 1 << 20;
  private static final Duration STALL = Duration.ofSeconds(1);
  private static final String RAW = "Content-Type: application/vnd.ipld.raw";
  private static final String CAR = "Content-Type: application/vnd.ipld.car; version=1";
  private static final Block HELLO = Block.of(Multicodec.RAW, "hello".getBytes());

  @TempDir private Path folder;

  private final MemoryBlockStore store = new MemoryBlockStore();
  private byte[] bytes;
  private Cid file;

  @BeforeEach
  void addFile() throws IOException {
    bytes = new byte[2 * CHUNK + 9];
    new Random(1).nextBytes(bytes);
    file = new ContentFiles(store).add(bytes);
  }

  @Test
  void refusesAnotherBlock() {
    assertThatThrownBy(() -> block(out -> send(out, RAW, "hellp".getBytes())))
        .satisfies(e -> assertRule(e, "GATEWAY-ALTERED"));
  }

  @Test
  void refusesABlockThatNeverEnds() {
    assertThatThrownBy(
            () ->
                block(
                    out -> {
                      LyingServer.head(out, "200 OK", RAW);
                      flood(out);
                    }))
        .satisfies(e -> assertRule(e, "GATEWAY-ENDLESS"));
  }

  @Test
  void refusesABlockThatIsCutOff() {
    assertThatThrownBy(
            () ->
                block(
                    out -> {
                      LyingServer.head(out, "200 OK", RAW, "Content-Length: 5");
                      out.write("hel".getBytes());
                    }))
        .isInstanceOf(IOException.class);
  }

  @Test
  void refusesAPackedBlockWithoutUnpackingIt() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream zip = new GZIPOutputStream(packed)) {
      zip.write(new byte[64 << 20]);
    }
    assertThatThrownBy(
            () ->
                block(
                    out -> {
                      LyingServer.head(out, "200 OK", RAW, "Content-Encoding: gzip");
                      out.write(packed.toByteArray());
                    }))
        .satisfies(e -> assertRule(e, "GATEWAY-ALTERED"));
  }

  @Test
  void refusesAPage() {
    assertThatThrownBy(
            () -> block(out -> send(out, "Content-Type: text/html", "<html>hello".getBytes())))
        .satisfies(e -> assertRule(e, "GATEWAY-TYPE"))
        .hasMessageContaining("'text/html'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:1/ipfs/x",
        "http://169.254.169.254/latest/meta-data",
        "//elsewhere/",
        "file:///etc/passwd"
      })
  void doesNotFollowARedirect(String location) {
    assertThatThrownBy(
            () -> block(out -> LyingServer.head(out, "302 Found", "Location: " + location)))
        .satisfies(e -> assertRule(e, "GATEWAY-REDIRECT"));
  }

  @Test
  void givesUpOnAServerThatSendsNothing() {
    assertThatThrownBy(() -> block(out -> keepSilent()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nothing came for");
  }

  @Test
  void givesUpOnABodyThatStalls() {
    assertThatThrownBy(
            () ->
                block(
                    out -> {
                      LyingServer.head(out, "200 OK", RAW, "Content-Length: 5");
                      out.write("hel".getBytes());
                      out.flush();
                      keepSilent();
                    }))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nothing came for");
  }

  @Test
  void givesUpOnABodyThatDrips() {
    assertThatThrownBy(
            () ->
                block(
                    out -> {
                      LyingServer.head(out, "200 OK", RAW, "Content-Length: 100000");
                      while (true) {
                        out.write('x');
                        out.flush();
                        new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
                      }
                    }))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("more slowly than 1024 bytes per second");
  }

  @Test
  void givesUpOnHeadersThatDrip() {
    assertThatThrownBy(
            () ->
                block(
                    out -> {
                      out.write("HTTP/1.1 200 OK\r\nX: ".getBytes());
                      while (true) {
                        out.write('x');
                        out.flush();
                        new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
                      }
                    }))
        .isInstanceOf(IOException.class);
  }

  @Test
  void givesUpOnHeadersWithoutEnd() {
    assertThatThrownBy(
            () ->
                block(
                    out -> {
                      out.write("HTTP/1.1 200 OK\r\nX: ".getBytes());
                      flood(out);
                    }))
        .isInstanceOf(IOException.class);
  }

  @Test
  void tellsHowLongABusyGatewayWantsToBeLeftAlone() {
    assertThatThrownBy(() -> block(out -> LyingServer.head(out, "503 Busy", "Retry-After: 7")))
        .isInstanceOfSatisfying(
            BusyOriginException.class,
            e -> assertThat(e.patience()).isEqualTo(Duration.ofSeconds(7)));
    assertThatThrownBy(
            () -> block(out -> LyingServer.head(out, "429 Slow", "Retry-After: 999999999")))
        .isInstanceOfSatisfying(
            BusyOriginException.class,
            e -> assertThat(e.patience()).isEqualTo(Duration.ofMinutes(1)));
  }

  @Test
  void asksAgainAfterTheTimeThatABusyGatewayNamed() throws IOException {
    int[] asked = {0};
    try (LyingServer server =
        new LyingServer(
            (request, out) -> {
              if (asked[0]++ == 0) {
                LyingServer.head(out, "503 Busy", "Retry-After: 0");
              } else {
                send(out, RAW, HELLO.bytes());
              }
            })) {
      assertThat(new Fetcher(List.of(origin(server.address()))).block(HELLO.cid()).bytes())
          .isEqualTo(HELLO.bytes());
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void keepsControlCharactersOfAnErrorFromTheTerminal() {
    assertThatThrownBy(
            () ->
                block(
                    out -> {
                      LyingServer.head(out, "500 No");
                      out.write("\u001b[31mred\u0007\nnext".getBytes());
                    }))
        .hasMessageContaining("answers 500")
        .hasMessageNotContaining("\u001b")
        .hasMessageNotContaining("\u0007");
  }

  @Test
  void fetchesNoByteOfAFlippedChunk() throws IOException {
    byte[] car = car(file);
    car[car.length - 5] ^= 4;
    assertThat(fetched(out -> send(out, CAR, car), "CAR-ALTERED")).isEqualTo(2 * CHUNK);
  }

  @Test
  void fetchesNothingOfAnotherFile() throws IOException {
    byte[] car = car(new ContentFiles(store).add(new byte[3 * CHUNK]));
    assertThat(fetched(out -> send(out, CAR, car), "FETCH-ORDER")).isZero();
  }

  @Test
  void fetchesNothingThatIsOutOfOrder() throws IOException {
    Block root = store.require(file);
    List<Cid> chunks = Links.of(root);
    byte[] car =
        car(
            List.of(file),
            List.of(root, store.require(chunks.get(1)), store.require(chunks.get(0))));
    assertThat(fetched(out -> send(out, CAR, car), "FETCH-ORDER")).isZero();
  }

  @Test
  void doesNotTakeAnEndBetweenBlocksForTheEnd() throws IOException {
    Block root = store.require(file);
    byte[] car = car(List.of(file), List.of(root, store.require(Links.of(root).get(0))));
    assertThat(fetched(out -> send(out, CAR, car), "FETCH-INCOMPLETE")).isEqualTo(CHUNK);
  }

  @Test
  void tellsACarThatIsCutOff() throws IOException {
    byte[] car = Arrays.copyOf(car(file), 2 * CHUNK - 1000);
    assertThat(fetched(out -> send(out, CAR, car), "CAR-CUT-OFF")).isEqualTo(CHUNK);
  }

  @Test
  void doesNotFetchTheSameBlockForEver() throws IOException {
    Block root = store.require(file);
    byte[] once = car(List.of(file), List.of(root));
    byte[] header = car(List.of(file), List.of());
    assertThat(
            fetched(
                out -> {
                  send(out, CAR, once);
                  while (true) {
                    for (int count = 0; count < 1000; count++) {
                      out.write(once, header.length, once.length - header.length);
                    }
                  }
                },
                "FETCH-ENDLESS"))
        .isZero();
  }

  @Test
  void goesOnAtAnHonestGatewayWhereALiarEnded() throws IOException {
    byte[] car = car(file);
    car[car.length - 5] ^= 4;
    try (LyingServer liar = new LyingServer((request, out) -> send(out, CAR, car));
        GatewayServer honest =
            GatewayServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Published.of(store, List.of(file), List.of()),
                2)) {
      Path target = folder.resolve("file");
      new Fetcher(
              List.of(
                  origin(liar.address()),
                  origin(URI.create("http://127.0.0.1:" + honest.address().getPort()))))
          .fetch(new WantedFile(file, bytes.length, target), count -> {});
      assertThat(target).hasBinaryContent(bytes);
      assertThat(liar.requests()).hasSize(1);
    }
  }

  @FunctionalInterface
  private interface Lie {
    void tell(OutputStream out) throws IOException, InterruptedException;
  }

  private Optional<Block> block(Lie lie) throws IOException {
    try (LyingServer server = new LyingServer((request, out) -> lie.tell(out))) {
      return origin(server.address()).block(HELLO.cid());
    }
  }

  /** How many bytes of the file came before the lie was seen; all of them true. */
  private long fetched(Lie lie, String rule) throws IOException {
    Path target = folder.resolve("file");
    try (LyingServer server = new LyingServer((request, out) -> lie.tell(out))) {
      ThrowingCallable fetch =
          () ->
              new Fetcher(List.of(origin(server.address())))
                  .fetch(new WantedFile(file, bytes.length, target), count -> {});
      assertThatThrownBy(fetch)
          .isInstanceOf(IOException.class)
          .cause()
          .satisfies(e -> assertRule(e, rule));
    }
    byte[] there = Files.readAllBytes(target);
    assertThat(there).isEqualTo(Arrays.copyOf(bytes, there.length));
    return there.length;
  }

  private static GatewayOrigin origin(URI address) throws IOException {
    return GatewayOrigin.at(address, Reach.ANY, STALL);
  }

  private static void send(OutputStream out, String type, byte[] body) throws IOException {
    LyingServer.head(out, "200 OK", type);
    out.write(body);
  }

  private static void flood(OutputStream out) throws IOException {
    byte[] noise = new byte[1 << 16];
    Arrays.fill(noise, (byte) 'x');
    while (true) {
      out.write(noise);
    }
  }

  private static void keepSilent() throws InterruptedException {
    new CountDownLatch(1).await();
  }

  private byte[] car(Cid root) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (CarWriter car = new CarWriter(out, List.of(root));
        BlockStream blocks =
            DepthFirst.ofFile(store, root, ByteRange.ALL, DepthFirst.Repeats.GIVEN)) {
      car.writeAll(blocks);
    }
    return out.toByteArray();
  }

  private static byte[] car(List<Cid> roots, List<Block> blocks) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (CarWriter car = new CarWriter(out, roots)) {
      for (Block block : blocks) {
        car.write(block);
      }
    }
    return out.toByteArray();
  }

  private static void assertRule(Throwable thrown, String rule) {
    assertThat(thrown)
        .isInstanceOfSatisfying(StorageException.class, e -> assertThat(e.rule()).isEqualTo(rule));
  }
}
