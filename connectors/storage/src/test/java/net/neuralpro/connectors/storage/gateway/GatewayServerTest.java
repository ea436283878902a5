package net.neuralpro.connectors.storage.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.neuralpro.connectors.storage.car.CarReader;
import net.neuralpro.connectors.storage.fetch.Fetcher;
import net.neuralpro.connectors.storage.fetch.WantedFile;
import net.neuralpro.connectors.storage.http.Reach;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.ContentFolders;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.Links;
import net.neuralpro.schemas.content.MemoryBlockStore;
import net.neuralpro.schemas.content.Multicodec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class GatewayServerTest {
  private static final int CHUNK = 1 << 20;
  private static final Block ONE_BYTE = Block.of(Multicodec.RAW, "x".getBytes());
  private static final ContentFolders.Entry FILE_OF_ONE_BYTE =
      new ContentFolders.Entry(ONE_BYTE.cid(), 1);

  @TempDir private Path folder;

  private final MemoryBlockStore store = new MemoryBlockStore();
  private final HttpClient client = HttpClient.newHttpClient();
  private byte[] bytes;
  private Cid file;
  private Block hidden;
  private GatewayServer server;

  @BeforeEach
  void serve() throws IOException {
    bytes = new byte[4 * CHUNK + 9];
    new Random(1).nextBytes(bytes);
    System.arraycopy(bytes, 0, bytes, CHUNK, CHUNK);
    file = new ContentFiles(store).add(bytes);
    hidden = Block.of(Multicodec.RAW, "private".getBytes());
    store.put(hidden);
    server =
        GatewayServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Published.of(store, List.of(file), List.of()),
            2);
  }

  private void serve(List<Cid> roots) throws IOException {
    server.close();
    server =
        GatewayServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Published.of(store, roots, List.of()),
            2);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void isPulledFromByItsClient() throws IOException {
    Path target = folder.resolve("file");
    try (GatewayOrigin origin = GatewayOrigin.at(address(), Reach.ANY)) {
      new Fetcher(List.of(origin)).fetch(new WantedFile(file, bytes.length, target), count -> {});
      assertThat(target).hasBinaryContent(bytes);
      Files.write(target, Arrays.copyOf(bytes, 3 * CHUNK + 5));
      new Fetcher(List.of(origin)).fetch(new WantedFile(file, bytes.length, target), count -> {});
      assertThat(target).hasBinaryContent(bytes);
    }
  }

  @Test
  void givesABlockWithWhatTheSpecificationAsksFor() throws Exception {
    HttpResponse<byte[]> answer = get("/ipfs/" + file + "?format=raw");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(store.require(file).bytes());
    assertThat(header(answer, "content-type")).isEqualTo("application/vnd.ipld.raw");
    assertThat(header(answer, "cache-control")).contains("immutable");
    assertThat(header(answer, "etag")).isEqualTo("\"" + file + ".raw\"");
    assertThat(header(answer, "x-content-type-options")).isEqualTo("nosniff");
  }

  @Test
  void tellsTheSizeOfABlockWithoutGivingIt() throws Exception {
    HttpResponse<byte[]> answer =
        client.send(
            HttpRequest.newBuilder(address().resolve("/ipfs/" + file + "?format=raw"))
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(header(answer, "content-length"))
        .isEqualTo(Integer.toString(store.require(file).bytes().length));
  }

  @Test
  void givesTheCarsThatAreAskedFor() throws Exception {
    List<Cid> chunks = Links.of(store.require(file));
    assertThat(car("dag-scope=block", "")).containsExactly(file);
    assertThat(car("dag-scope=entity", "; dups=n"))
        .containsExactly(file, chunks.get(0), chunks.get(2), chunks.get(3), chunks.get(4));
    assertThat(car("", "; dups=y"))
        .containsExactly(
            file, chunks.get(0), chunks.get(1), chunks.get(2), chunks.get(3), chunks.get(4));
    assertThat(car("entity-bytes=" + 2 * CHUNK + ":" + (3 * CHUNK - 1), ""))
        .containsExactly(file, chunks.get(2));
    assertThat(car("dag-scope=entity&entity-bytes=" + 4 * CHUNK + ":*", ""))
        .containsExactly(file, chunks.get(4));
    assertThat(car("entity-bytes=-9:*", "")).containsExactly(file, chunks.get(4));
    assertThat(car("entity-bytes=-10:-10", "")).containsExactly(file, chunks.get(3));
    assertThat(car("entity-bytes=-" + 9 * CHUNK + ":0", "")).containsExactly(file, chunks.get(0));
    assertThat(car("entity-bytes=5:4", "")).containsExactly(file);
  }

  @Test
  void givesOfALargeFolderWhatItsNamesAreReadBy() throws Exception {
    Map<String, ContentFolders.Entry> entries = new HashMap<>();
    for (int index = 0; index < 3000; index++) {
      entries.put("entry-%04d-%s".formatted(index, "n".repeat(80)), FILE_OF_ONE_BYTE);
    }
    store.put(ONE_BYTE);
    Cid folder = new ContentFolders(store).add(entries).cid();
    serve(List.of(folder));
    MemoryBlockStore fetched = new MemoryBlockStore();
    for (Block block : blocks(folder, "dag-scope=entity", "")) {
      fetched.put(block);
    }
    assertThat(new ContentFolders(fetched).list(folder)).isEqualTo(entries);
    assertThat(fetched.has(ONE_BYTE.cid())).isFalse();
  }

  @Test
  void tagsAnswersByWhatWasAskedFor() throws Exception {
    Set<String> tags = new HashSet<>();
    List<String> queries =
        List.of("", "&dag-scope=block", "&dag-scope=entity", "&entity-bytes=0:5", "&car-dups=y");
    for (String query : queries) {
      String path = "/ipfs/" + file + "?format=car" + query;
      assertThat(header(get(path), "etag"))
          .startsWith("\"" + file + ".car.")
          .isEqualTo(header(get(path), "etag"));
      tags.add(header(get(path), "etag"));
    }
    assertThat(tags).hasSameSizeAs(queries);
  }

  @Test
  void answersTheProbeForAGateway() throws Exception {
    HttpResponse<byte[]> answer = get("/ipfs/bafkqaaa?format=raw");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void answersTheSameForWhatIsHiddenAndWhatIsNotThere() throws Exception {
    Cid absent = Cid.of(Multicodec.RAW, "never".getBytes());
    for (String query : List.of("?format=raw", "?format=car", "/a/b?format=car")) {
      HttpResponse<byte[]> one = get("/ipfs/" + hidden.cid() + query);
      HttpResponse<byte[]> other = get("/ipfs/" + absent + query);
      assertThat(one.statusCode()).isEqualTo(404).isEqualTo(other.statusCode());
      assertThat(one.body()).isEqualTo(other.body());
      assertThat(one.headers().map().keySet()).isEqualTo(other.headers().map().keySet());
    }
  }

  @Test
  void doesNotFollowLinksOfASingleBlock() throws Exception {
    Block record = DagJson.block(Map.of("parent", hidden.cid()));
    store.put(record);
    server.close();
    server =
        GatewayServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Published.of(store, List.of(file), List.of(record.cid())),
            2);
    assertThat(get("/ipfs/" + record.cid() + "?format=raw").statusCode()).isEqualTo(200);
    assertThat(get("/ipfs/" + hidden.cid() + "?format=raw").statusCode()).isEqualTo(404);
  }

  @Test
  void refusesWhatItDoesNotServe() throws Exception {
    assertThat(get("/ipfs/" + file).statusCode()).isEqualTo(400);
    assertThat(get("/ipns/x?format=raw").statusCode()).isEqualTo(400);
    assertThat(get("/ipfs/zdj7?format=raw").statusCode()).isEqualTo(400);
    assertThat(get("/ipfs/" + file + "?format=car&entity-bytes=x:*").statusCode()).isEqualTo(400);
    assertThat(get("/ipfs/" + file + "?format=car&dag-scope=some").statusCode()).isEqualTo(400);
    HttpResponse<byte[]> answer =
        client.send(
            HttpRequest.newBuilder(address().resolve("/ipfs/" + file))
                .PUT(HttpRequest.BodyPublishers.ofString("x"))
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).isEqualTo(405);
  }

  @Test
  void doesNotEndAnAnswerAsIfItWereWholeWhenABlockIsLost() throws Exception {
    MemoryBlockStore lossy = new MemoryBlockStore();
    Block lost = Block.of(Multicodec.RAW, "lost".getBytes());
    Block record = DagJson.block(Map.of("a", lost.cid()));
    lossy.put(record);
    server.close();
    server =
        GatewayServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Published.of(lossy, List.of(record.cid()), List.of()),
            2);
    assertThat(raw("GET /ipfs/" + record.cid() + "?format=car HTTP/1.1\r\nHost: x\r\n\r\n"))
        .doesNotEndWith("0\r\n\r\n");
  }

  @Test
  void servesOthersWhileSomeSendTheirHeadSlowly() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int count = 0; count < 80; count++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.address().getPort());
        socket.getOutputStream().write("GET /ipfs/".getBytes());
        socket.getOutputStream().flush();
        slow.add(socket);
      }
      assertThat(get("/ipfs/" + file + "?format=raw").statusCode()).isEqualTo(200);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void asksForPatienceWhenAllPlacesAreTakenBySlowReaders() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int count = 0; count < 2; count++) {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(server.address());
        socket
            .getOutputStream()
            .write(("GET /ipfs/" + file + "?format=car HTTP/1.1\r\nHost: x\r\n\r\n").getBytes());
        assertThat(socket.getInputStream().read()).isEqualTo('H');
        slow.add(socket);
      }
      HttpResponse<byte[]> answer = get("/ipfs/" + file + "?format=raw");
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(header(answer, "retry-after")).isEqualTo("2");
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  private URI address() {
    return URI.create("http://127.0.0.1:" + server.address().getPort());
  }

  private HttpResponse<byte[]> get(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(address().resolve(path)).build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private List<Cid> car(String query, String parameters) throws Exception {
    return blocks(file, query, parameters).stream().map(Block::cid).toList();
  }

  private List<Block> blocks(Cid root, String query, String parameters) throws Exception {
    HttpResponse<byte[]> answer =
        client.send(
            HttpRequest.newBuilder(address().resolve("/ipfs/" + root + "?" + query))
                .header("Accept", "application/vnd.ipld.car; version=1" + parameters)
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "content-type")).startsWith("application/vnd.ipld.car; version=1");
    CarReader reader = new CarReader(new ByteArrayInputStream(answer.body()), "the answer");
    assertThat(reader.roots()).containsExactly(root);
    List<Block> blocks = new ArrayList<>();
    for (Optional<Block> next = reader.next(); next.isPresent(); next = reader.next()) {
      blocks.add(next.get());
    }
    return blocks;
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }
}
