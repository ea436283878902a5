package net.neuralpro.connectors.storage.arweave;

import static net.neuralpro.connectors.storage.arweave.Samples.WALLET;
import static net.neuralpro.connectors.storage.arweave.Samples.pattern;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import net.neuralpro.connectors.storage.StorageException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArweaveStoreTest {
  private static final int SIZE = 6 * ChunkTree.MAX_CHUNK;
  private static final BigInteger ENOUGH = BigInteger.valueOf(SIZE);
  private static final Map<String, String> TAGS = Map.of("App-Name", "Neural", "Kind", "test");

  @TempDir private Path folder;
  private FakeNode node;
  private FakeNode other;
  private Path file;

  @BeforeEach
  void start() throws IOException {
    node = new FakeNode();
    other = new FakeNode();
    file = Files.write(folder.resolve("data.bin"), pattern(SIZE));
  }

  @AfterEach
  void stop() {
    node.close();
    other.close();
  }

  private ArweaveStore store(URI... nodes) {
    ArweaveSettings settings =
        new ArweaveSettings(
            List.of(nodes), 3, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMillis(50));
    return new ArweaveStore(settings, Optional.of(WALLET), folder.resolve("uploads"));
  }

  private ArweaveStore store() {
    return store(node.address());
  }

  private static void assertRefused(ThrowingCallable call, String rule, String message) {
    assertThatThrownBy(call)
        .isInstanceOf(StorageException.class)
        .hasMessageContaining(message)
        .extracting(e -> ((StorageException) e).rule())
        .isEqualTo(rule);
  }

  @Test
  void putsAFileAndReadsItBack() throws IOException {
    String id = store().put(file, TAGS, ENOUGH);

    assertThat(node.transactions).containsOnlyKeys(id);
    assertThat(node.chunkPosts).hasValue(6);
    assertThat(store().standing(id).confirmations()).hasValue(3);
    assertThat(store().standing("A".repeat(43)).known()).isFalse();
    try (InputStream in = store().open(id)) {
      assertThat(in.readAllBytes()).isEqualTo(pattern(SIZE));
    }
  }

  @Test
  void paysForTheSameOnlyOnce() throws IOException {
    String id = store().put(file, TAGS, ENOUGH);

    assertThat(store().put(file, TAGS, ENOUGH)).isEqualTo(id);
    assertThat(node.posts).hasValue(1);
    assertThat(store().put(file, Map.of("Kind", "other"), ENOUGH)).isNotEqualTo(id);
    assertThat(node.posts).hasValue(2);
  }

  @Test
  void paysNoMoreThanWasAgreedNorWhatIsNotThere() {
    assertRefused(
        () -> store().put(file, TAGS, ENOUGH.subtract(BigInteger.ONE)),
        "ARWEAVE-PRICE",
        "it costs 1572864 winston, 1572863 were agreed to");
    node.fault = path -> path.startsWith("/wallet") ? reply(200, "12") : Optional.empty();
    assertRefused(() -> store().put(file, TAGS, ENOUGH), "ARWEAVE-BALANCE", "has 12");
    assertThat(node.posts).hasValue(0);
  }

  private static Optional<FakeNode.Reply> reply(int status, String body) {
    return Optional.of(FakeNode.Reply.of(status, body));
  }

  @Test
  void goesOnWithAnUploadThatBrokeOffWithoutPayingTwice() throws IOException {
    AtomicInteger left = new AtomicInteger(2);
    node.fault =
        path ->
            path.equals("/chunk") && left.getAndDecrement() <= 0
                ? reply(503, "")
                : Optional.empty();
    assertRefused(() -> store().put(file, TAGS, ENOUGH), "ARWEAVE-NODE", "Cannot send chunk");
    node.fault = path -> Optional.empty();

    String id = store().put(file, TAGS, ENOUGH);

    assertThat(node.transactions).containsOnlyKeys(id);
    assertThat(node.posts).hasValue(1);
    // the two that arrived are sent again only where the failure of others overtook their receipt
    assertThat(node.chunkPosts.get()).isBetween(6, 8);
  }

  @Test
  void sendsAgainWhatANodeFailedToTake() throws IOException {
    AtomicInteger requests = new AtomicInteger();
    node.fault = path -> requests.incrementAndGet() % 3 == 0 ? reply(503, "") : Optional.empty();

    store().put(file, TAGS, ENOUGH);

    assertThat(node.posts).hasValue(1);
    assertThat(node.chunks).hasSize(6);
  }

  @Test
  void asksTheNextNodeWhereOneIsDownOrLies() throws IOException {
    node.close();
    String id = store(node.address(), other.address()).put(file, TAGS, ENOUGH);
    try (FakeNode liar = new FakeNode()) {
      liar.transactions.putAll(other.transactions);
      liar.fault = path -> path.equals("/" + id) ? reply(200, "x".repeat(SIZE)) : Optional.empty();

      try (InputStream in = store(liar.address(), other.address()).open(id)) {
        assertThat(in.readAllBytes()).isEqualTo(pattern(SIZE));
      }
      assertRefused(
          () -> store(liar.address()).open(id), "ARWEAVE-FORGED", "is not that of the transaction");
    }
  }

  @Test
  void refusesWhatIsReadBackAltered() {
    node.fault =
        path ->
            path.matches("/[A-Za-z0-9_-]{43}") ? reply(200, "x".repeat(SIZE)) : Optional.empty();

    assertRefused(() -> store().put(file, TAGS, ENOUGH), "ARWEAVE-FORGED", "is not that of");
  }

  @Test
  void saysThatItCannotBeReadYet() {
    node.fault = path -> path.matches("/tx/[^/]{43}") ? reply(202, "Pending") : Optional.empty();

    assertRefused(() -> store().put(file, TAGS, ENOUGH), "ARWEAVE-UNCONFIRMED", "not paid twice");
  }

  @Test
  void refusesTransactionsOfOthersRedirectsAndEndlessAnswers() throws IOException {
    String id = store().put(file, TAGS, ENOUGH);
    String another = store().put(file, Map.of("Kind", "other"), ENOUGH);
    String json = node.transactions.get(another).json().toString();

    node.fault = path -> path.equals("/tx/" + id) ? reply(200, json) : Optional.empty();
    assertRefused(() -> store().open(id), "ARWEAVE-FORGED", "it gives another transaction");
    node.fault = path -> reply(200, "x".repeat(100_000));
    assertRefused(() -> store().open(id), "ARWEAVE-SIZE", "more than 65536 bytes");
    node.fault =
        path ->
            Optional.of(
                new FakeNode.Reply(
                    302, new byte[0], Map.of("Location", other.address().toString())));
    assertRefused(() -> store().open(id), "ARWEAVE-NODE", "redirects elsewhere");
    node.fault = path -> reply(200, "-5");
    assertRefused(() -> store().price(1), "ARWEAVE-NODE", "it answers 200 -5");
    node.fault = path -> Optional.empty();
    assertRefused(() -> store().open("A".repeat(43)), "ARWEAVE-MISSING", "Cannot find");
    assertRefused(() -> store().open("../etc"), "ARWEAVE-MALFORMED", "43 letters");
  }

  @Test
  void refusesAnUploadWhoseStateWasAltered() throws IOException {
    store().put(file, TAGS, ENOUGH);
    try (var files = Files.newDirectoryStream(folder.resolve("uploads"), "*.json")) {
      for (Path state : files) {
        Files.writeString(
            state, Files.readString(state).replace("\"reward\":\"1", "\"reward\":\"2"));
      }
    }

    assertThatThrownBy(() -> store().put(file, TAGS, ENOUGH))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("signature");
  }

  @Test
  void refusesAnEmptyFile() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty"));

    assertRefused(() -> store().put(empty, TAGS, ENOUGH), "ARWEAVE-SIZE", "it has 0 bytes");
  }
}
