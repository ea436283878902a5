package net.neuralpro.connectors.storage.kubo;

import static net.neuralpro.connectors.storage.kubo.FaultyNode.chunk;
import static net.neuralpro.connectors.storage.kubo.FaultyNode.json;
import static net.neuralpro.connectors.storage.kubo.FaultyNode.send;
import static net.neuralpro.connectors.storage.kubo.FaultyNode.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import net.neuralpro.connectors.storage.ByteRange;
import net.neuralpro.connectors.storage.Pin;
import net.neuralpro.connectors.storage.StorageException;
import net.neuralpro.connectors.storage.car.CarWriter;
import net.neuralpro.connectors.storage.car.DepthFirst;
import net.neuralpro.connectors.storage.kubo.FaultyNode.Behaviour;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.MemoryBlockStore;
import net.neuralpro.schemas.content.MissingBlockException;
import net.neuralpro.schemas.content.Multicodec;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the store makes of nodes that fail, lie or never end. */
class KuboStoreTest {
  private static final Block BLOCK = Block.of(Multicodec.RAW, new byte[] {1, 2, 3});
  private static final Cid CID = BLOCK.cid();

  @TempDir private Path folder;

  @Test
  void saysThatNoNodeRuns() throws IOException {
    URI api;
    try (FaultyNode node = new FaultyNode((head, out) -> {})) {
      api = node.api();
    }
    assertRule("KUBO-UNREACHABLE", () -> KuboStore.open(api))
        .hasMessage(
            "Cannot reach the IPFS node at "
                + api
                + ": connection refused; perhaps start it with 'ipfs daemon'");
  }

  @Test
  void leavesANodeAloneThatFailsAgainAndAgain() throws IOException {
    AtomicInteger calls = new AtomicInteger();
    Behaviour broken =
        (head, out) -> {
          calls.incrementAndGet();
          throw new IOException("breaks off");
        };
    try (FaultyNode node = FaultyNode.at("block/stat", broken);
        KuboStore store = KuboStore.open(node.api())) {
      for (int time = 0; time < 2; time++) {
        assertRule("KUBO-BROKEN", () -> store.blocks().has(CID))
            .hasMessageContaining("Cannot finish block/stat: the IPFS node at")
            .hasMessageContaining("broke off; perhaps it was stopped");
      }
      assertRule("KUBO-UNREACHABLE", () -> store.blocks().has(CID))
          .hasMessageContaining("it failed 8 times in a row and is left alone for 5 s");
      assertThat(calls).hasValue(8);
    }
  }

  @Test
  void asksAgainWhereANodeBreaksOffOnce() throws IOException {
    AtomicInteger calls = new AtomicInteger();
    Behaviour behaviour =
        (head, out) -> {
          if (calls.incrementAndGet() < 3) {
            throw new IOException("breaks off");
          }
          json(out, "{\"Key\":\"%s\",\"Size\":3}".formatted(CID));
        };
    try (FaultyNode node = FaultyNode.at("block/put", behaviour);
        KuboStore store = KuboStore.open(node.api())) {
      store.blocks().put(BLOCK);
      assertThat(calls).hasValue(3);
    }
  }

  @Test
  void sendsAStreamOnlyOnce() throws IOException {
    AtomicInteger calls = new AtomicInteger();
    Behaviour broken =
        (head, out) -> {
          calls.incrementAndGet();
          throw new IOException("breaks off");
        };
    try (FaultyNode node = FaultyNode.at("add", broken);
        KuboStore store = KuboStore.open(node.api())) {
      assertRule("KUBO-BROKEN", () -> store.addFile(new ByteArrayInputStream(new byte[100])));
      assertThat(calls).hasValue(1);
    }
  }

  @Test
  void refusesANodeThatIsTooOldOrNone() throws IOException {
    assertOpening("KUBO-VERSION", (head, out) -> json(out, "{\"Version\":\"0.39.0\"}"))
        .hasMessageContaining("it is version 0.39.0; Kubo 0.40 or newer is needed");
    assertOpening("KUBO-VERSION", (head, out) -> json(out, "{\"Version\":\"dev\\u001b\"}"));
    assertOpening("KUBO-ANSWER", (head, out) -> json(out, "<html>"));
    assertOpening("KUBO-ANSWER", (head, out) -> json(out, "{}"));
    assertOpening("KUBO-ANSWER", (head, out) -> status(out, 404, "404 page not found"))
        .hasMessageContaining("answers 404; perhaps it is no Kubo, or this is not its RPC API");
    assertOpening(
            "KUBO-ANSWER",
            (head, out) ->
                send(
                    out,
                    "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1\r\nContent-Length: 0\r\n\r\n"))
        .hasMessageContaining("answers 302");
    assertOpening("KUBO-UNREACHABLE", (head, out) -> status(out, 503, "busy"))
        .hasMessageContaining("it answers 503");
  }

  @Test
  void saysThatANodeForbids() throws IOException {
    assertOpening("KUBO-FORBIDDEN", (head, out) -> status(out, 403, "403 - Forbidden"))
        .hasMessageContaining("perhaps its API.Authorizations ask for a secret");
  }

  @Test
  void sendsTheSecret() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "bearer:abc\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    Behaviour behaviour =
        (head, out) -> {
          assertThat(head).containsIgnoringCase("authorization: bearer abc\r\n");
          json(out, "{\"Version\":\"0.42.0\"}");
        };
    try (FaultyNode node = new FaultyNode(behaviour)) {
      KuboStore.open(new KuboSettings(node.api(), Optional.of(secret))).close();
    }
  }

  @Test
  void givesUpANodeThatGoesSilent() throws IOException {
    Behaviour silentBefore = (head, out) -> awaitEnd();
    Behaviour silentAmid =
        (head, out) -> {
          chunk(out, new byte[] {1});
          out.flush();
          awaitEnd();
        };
    for (Behaviour silent : List.of(silentBefore, silentAmid)) {
      try (FaultyNode node = FaultyNode.at("block/get", silent);
          KuboStore store = KuboStore.open(impatient(node))) {
        assertRule("KUBO-STALLED", () -> store.blocks().get(CID))
            .hasMessageContaining("Cannot finish block/get: the IPFS node at")
            .hasMessageContaining("has been silent for 1 s");
      }
    }
  }

  @Test
  void refusesBlocksThatAreNotGenuine() throws IOException {
    Behaviour other = (head, out) -> json(out, "abc");
    Behaviour endless = Endless::answer;
    for (Behaviour lying : List.of(other, endless)) {
      try (FaultyNode node = FaultyNode.at("block/get", lying);
          KuboStore store = KuboStore.open(node.api())) {
        assertRule("KUBO-BLOCK", () -> store.blocks().get(CID))
            .hasMessageContaining("Cannot read block " + CID)
            .hasMessageContaining("gives other bytes; perhaps 'ipfs repo verify' finds more");
      }
    }
    try (FaultyNode node =
            FaultyNode.at(
                "block/put", (head, out) -> json(out, "{\"Key\":\"%s\"}".formatted(other())));
        KuboStore store = KuboStore.open(node.api())) {
      assertRule("KUBO-BLOCK", () -> store.blocks().put(BLOCK))
          .hasMessageContaining("keeps other bytes, " + other());
    }
  }

  @Test
  void namesTheSettingsOfAnotherProfile() throws IOException {
    String settings = "{\"Key\":\"Import\",\"Value\":{\"UnixFSChunker\":\"size-262144\"}}";
    FaultyNode node =
        new FaultyNode(
            (head, out) -> {
              if (head.contains("/version")) {
                json(out, "{\"Version\":\"0.42.0\"}");
              } else if (head.contains("/add?")) {
                json(out, "{\"Name\":\"x\",\"Hash\":\"Qm123\"}");
              } else {
                json(out, settings);
              }
            });
    try (node;
        KuboStore store = KuboStore.open(node.api())) {
      Cid ours = Cid.of(Multicodec.RAW, new byte[10]);
      assertRule("KUBO-PROFILE", () -> store.addFile(new ByteArrayInputStream(new byte[10])))
          .hasMessageContaining("makes Qm123 of it, which must be " + ours)
          .hasMessageContaining("Import.UnixFSChunker is size-262144, not size-1048576")
          .hasMessageContaining("ipfs config profile apply unixfs-v1-2025");
    }
  }

  @Test
  void saysThatTheDiskIsFull() throws IOException {
    Behaviour full =
        (head, out) ->
            status(
                out, 500, "{\"Message\":\"write /x: no space left on device\",\"Type\":\"error\"}");
    try (FaultyNode node = FaultyNode.at("block/put", full);
        KuboStore store = KuboStore.open(node.api())) {
      assertRule("KUBO-DISK", () -> store.blocks().put(BLOCK))
          .hasMessageContaining("the disk of the IPFS node at")
          .hasMessageContaining("is full");
    }
  }

  @Test
  void repeatsWhatANodeSaysOnOneLine() throws IOException {
    Behaviour refusing =
        (head, out) -> status(out, 500, "{\"Message\":\"a\\nb\\u001b[1m\",\"Type\":\"error\"}");
    try (FaultyNode node = FaultyNode.at("pin/add", refusing);
        KuboStore store = KuboStore.open(node.api())) {
      assertRule("KUBO-REFUSED", () -> store.pin(new Pin(CID, "")))
          .hasMessage("Cannot do pin/add: " + store.name() + " says: a b [1m");
    }
  }

  @Test
  void refusesThePinOfSomethingElse() throws IOException {
    Behaviour lying = (head, out) -> json(out, "{\"Pins\":[\"" + other() + "\"]}");
    try (FaultyNode node = FaultyNode.at("pin/add", lying);
        KuboStore store = KuboStore.open(node.api())) {
      assertRule("KUBO-ANSWER", () -> store.pin(new Pin(CID, "")))
          .hasMessageContaining("pinned something else than " + CID);
    }
  }

  @Test
  void tellsThatABlockIsMissing() throws IOException {
    Behaviour missing =
        (head, out) ->
            status(
                out,
                500,
                "{\"Message\":\"block was not found locally (offline): ipld: could not find "
                    + CID
                    + "\",\"Code\":0,\"Type\":\"error\"}");
    try (FaultyNode node = FaultyNode.at("", missing);
        KuboStore store = KuboStore.open(node.api())) {
      assertThat(store.blocks().has(CID)).isFalse();
      assertThat(store.blocks().get(CID)).isEmpty();
      assertThat(store.block(CID)).isEmpty();
      assertThatThrownBy(() -> store.pin(new Pin(other(), "")))
          .isInstanceOf(MissingBlockException.class)
          .hasMessageContaining(CID.toString());
      assertThatThrownBy(() -> store.exportCar(other(), new ByteArrayOutputStream()))
          .isInstanceOf(MissingBlockException.class);
      assertThatThrownBy(() -> store.blocks(CID, ByteRange.ALL))
          .hasMessageContaining("it does not have it");
    }
  }

  @Test
  void takesNoCutOffExportForAWholeOne() throws IOException {
    MemoryBlockStore blocks = new MemoryBlockStore();
    Cid root = new ContentFiles(blocks).add(new byte[3 << 20]);
    ByteArrayOutputStream car = new ByteArrayOutputStream();
    try (CarWriter writer = new CarWriter(car, List.of(root))) {
      writer.writeAll(DepthFirst.of(blocks, root));
    }
    byte[] whole = car.toByteArray();
    byte[] head = Arrays.copyOf(whole, whole.length - (1 << 20) - 3 - 36);
    Behaviour endingWithATrailer =
        (request, out) -> {
          chunk(out, head);
          send(out, "0\r\nX-Stream-Error: context canceled\r\n\r\n");
        };
    Behaviour ending =
        (request, out) -> {
          chunk(out, head);
          send(out, "0\r\n\r\n");
        };
    Behaviour breaking =
        (request, out) -> {
          chunk(out, head);
          out.flush();
          throw new IOException("breaks off");
        };
    for (Behaviour behaviour : List.of(endingWithATrailer, ending, breaking)) {
      try (FaultyNode node = FaultyNode.at("dag/export", behaviour);
          KuboStore store = KuboStore.open(node.api())) {
        assertRule("KUBO-BROKEN", () -> store.exportCar(root, new ByteArrayOutputStream()));
      }
    }
    Behaviour another = (request, out) -> chunk(out, whole);
    try (FaultyNode node = FaultyNode.at("dag/export", another);
        KuboStore store = KuboStore.open(node.api())) {
      assertRule("KUBO-ANSWER", () -> store.exportCar(CID, new ByteArrayOutputStream()))
          .hasMessageContaining("answers with a CAR of [" + root + "]");
    }
  }

  @Test
  void takesNoImportForDoneThatWasNot() throws IOException {
    MemoryBlockStore blocks = new MemoryBlockStore();
    Cid root = new ContentFiles(blocks).add(new byte[] {9});
    ByteArrayOutputStream car = new ByteArrayOutputStream();
    try (CarWriter writer = new CarWriter(car, List.of(root))) {
      writer.writeAll(DepthFirst.of(blocks, root));
    }
    for (String answer : List.of("{}", "", "{\"Stats\":{\"BlockCount\":0}}", "{\"Root\":{}}")) {
      try (FaultyNode node = FaultyNode.at("dag/import", (head, out) -> json(out, answer));
          KuboStore store = KuboStore.open(node.api())) {
        assertRule(
            "KUBO-ANSWER", () -> store.importCar(new ByteArrayInputStream(car.toByteArray())));
      }
    }
  }

  private static KuboSettings impatient(FaultyNode node) {
    return new KuboSettings(
        node.api(), Optional.empty(), Duration.ofSeconds(1), Duration.ofSeconds(1));
  }

  private static Cid other() {
    return Cid.of(Multicodec.RAW, new byte[] {4});
  }

  private static void awaitEnd() throws IOException {
    try {
      Thread.currentThread().join();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static AbstractThrowableAssert<?, ?> assertRule(String rule, ThrowingCallable call) {
    return assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StorageException.class, failure -> assertThat(failure.rule()).isEqualTo(rule));
  }

  private static AbstractThrowableAssert<?, ?> assertOpening(String rule, Behaviour behaviour)
      throws IOException {
    try (FaultyNode node = new FaultyNode(behaviour)) {
      return assertRule(rule, () -> KuboStore.open(node.api()));
    }
  }

  /** An answer without an end. */
  private static final class Endless {
    static void answer(String head, OutputStream out) throws IOException {
      send(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
      byte[] zeros = new byte[1 << 16];
      while (true) {
        send(out, "10000\r\n");
        out.write(zeros);
        send(out, "\r\n");
      }
    }
  }
}
