package net.neuralpro.connectors.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import net.neuralpro.connectors.storage.Pin;
import net.neuralpro.connectors.storage.StorageException;
import net.neuralpro.connectors.storage.s3.S3Server.Vendor;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.Multicodec;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class S3BlockStoreTest {
  private static S3Server modern;
  private static S3Server strict;

  @BeforeAll
  static void start() throws Exception {
    modern = S3Server.start(Vendor.MODERN);
    strict = S3Server.start(Vendor.STRICT);
  }

  @AfterAll
  static void stop() throws Exception {
    modern.close();
    strict.close();
  }

  @ParameterizedTest
  @EnumSource
  void keepsBlocksOfAllSizes(Vendor vendor) throws IOException {
    S3Server server = vendor == Vendor.MODERN ? modern : strict;
    try (S3Bucket bucket = S3Bucket.open(server.location())) {
      S3BlockStore store = new S3BlockStore(bucket, Runnable::run);
      for (int size : new int[] {0, 1, 1000, 1 << 20, Block.MAX_SIZE}) {
        Block block = block(size, size);
        assertThat(store.has(block.cid())).isFalse();
        assertThat(store.get(block.cid())).isEmpty();
        store.put(block);
        store.put(block);
        assertThat(store.has(block.cid())).isTrue();
        assertThat(store.require(block.cid()).bytes()).isEqualTo(block.bytes());
        assertThat(server.keys()).contains("some/prefix/" + S3BlockStore.key(block.cid()));
      }
    }
  }

  @Test
  void namesBlocksAsFlatfsDoes() {
    assertThat(S3BlockStore.key(Cid.of(Multicodec.RAW, new byte[0])))
        .isEqualTo("blocks/QV/CIQOHMGEIKMPYHAUTL57JSEZN64SIJ5OIHSGJG4TJSSJLGI3PBJLQVI.data");
  }

  @Test
  void doesNotServeWhatIsNotGenuineAndMendsIt() throws IOException {
    try (S3Bucket bucket = S3Bucket.open(modern.location())) {
      S3BlockStore store = new S3BlockStore(bucket, Runnable::run);
      Block block = block(5000, 11);
      store.put(block);
      byte[] shorter = Arrays.copyOf(block.bytes(), 4999);
      modern.alter("some/prefix/" + S3BlockStore.key(block.cid()), shorter);
      refused(() -> store.get(block.cid()), "S3-ALTERED")
          .hasMessageContaining("are not those that were stored")
          .hasMessageContaining(block.cid().toString());

      store.put(block);
      assertThat(store.require(block.cid()).bytes()).isEqualTo(block.bytes());

      modern.alter("some/prefix/" + S3BlockStore.key(block.cid()), new byte[Block.MAX_SIZE + 1]);
      refused(() -> store.get(block.cid()), "S3-ALTERED")
          .hasMessageContaining("it has more than 2097152 bytes");
    }
  }

  @Test
  void refusesToStoreWhatIsNotGenuine() throws IOException {
    try (S3Bucket bucket = S3Bucket.open(modern.location())) {
      Block block = new Block(block(10, 1).cid(), new byte[10]);
      assertThatThrownBy(() -> new S3BlockStore(bucket, Runnable::run).put(block))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("Cannot store bytes that are not those of " + block.cid());
    }
  }

  @Test
  void takesTheSameBlocksFromSeveralThreads() throws Exception {
    try (S3Bucket bucket = S3Bucket.open(modern.location())) {
      S3BlockStore store = new S3BlockStore(bucket, Runnable::run);
      List<Block> blocks = IntStream.range(100, 110).mapToObj(seed -> block(50_000, seed)).toList();
      ExecutorService threads = Executors.newFixedThreadPool(4);
      List<Future<?>> puts =
          IntStream.range(0, 4)
              .<Future<?>>mapToObj(
                  thread ->
                      threads.submit(
                          () -> {
                            for (Block block : blocks) {
                              store.put(block);
                            }
                            return null;
                          }))
              .toList();
      for (Future<?> put : puts) {
        put.get();
      }
      threads.shutdown();
      for (Block block : blocks) {
        assertThat(store.require(block.cid()).bytes()).isEqualTo(block.bytes());
      }
    }
  }

  @Test
  void keepsPins() throws IOException {
    try (S3Bucket bucket = S3Bucket.open(modern.location())) {
      S3Pins pins = new S3Pins(bucket);
      Cid one = block(1, 1).cid();
      Cid other = block(1, 2).cid();
      pins.put(new Pin(one, ""));
      pins.put(new Pin(other, "Größe, v1"));
      pins.put(new Pin(one, "renamed"));
      assertThat(pins.list())
          .containsExactlyInAnyOrder(new Pin(one, "renamed"), new Pin(other, "Größe, v1"))
          .isSorted();
      pins.remove(one);
      pins.remove(one);
      assertThat(pins.list()).containsExactly(new Pin(other, "Größe, v1"));
      pins.remove(other);

      modern.alter("some/prefix/pins/not-a-root", new byte[0]);
      refused(pins::list, "S3-ALTERED").hasMessageContaining("one of them is none");
      bucket.delete("pins/not-a-root");
    }
  }

  @Test
  void doesNotKeepHalfABlockWhenTheConnectionBreaksAmidAPut() throws Exception {
    try (Relay relay = new Relay(modern.port())) {
      Block block = block(1 << 20, 21);
      try (S3Bucket bucket = S3Bucket.open(S3Server.location(relay.port()))) {
        S3BlockStore store = new S3BlockStore(bucket, Runnable::run);
        relay.cutRequestsAfter(300_000);
        refused(() -> store.put(block), "S3-UNREACHABLE")
            .hasMessageContaining("perhaps it is down");
        relay.heal();
        assertThat(store.has(block.cid())).isFalse();
        store.put(block);
        assertThat(store.require(block.cid()).bytes()).isEqualTo(block.bytes());
      }
    }
  }

  @Test
  void asksAgainWhereAnAnswerIsCutOff() throws Exception {
    try (Relay relay = new Relay(modern.port());
        S3Bucket bucket = S3Bucket.open(S3Server.location(relay.port()))) {
      S3BlockStore store = new S3BlockStore(bucket, Runnable::run);
      Block block = block(1 << 20, 22);
      store.put(block);
      int before = relay.connections();
      relay.cutAnswerOnceAfter(500_000);
      assertThat(store.require(block.cid()).bytes()).isEqualTo(block.bytes());
      assertThat(relay.connections()).isGreaterThan(before);
    }
  }

  @Test
  void saysThatTheServerWasEnded() throws Exception {
    S3Server server = S3Server.start(Vendor.MODERN);
    try (S3Bucket bucket = S3Bucket.open(server.location())) {
      server.close();
      refused(() -> new S3BlockStore(bucket, Runnable::run).put(block(10, 3)), "S3-UNREACHABLE")
          .hasMessageContaining("Connection refused")
          .hasMessageContaining("perhaps it is down, or its endpoint is not http://127.0.0.1:");
    }
  }

  @Test
  void saysThatThereIsNoBucket() {
    S3Location there = modern.location();
    S3Location elsewhere =
        new S3Location(
            "another-bucket",
            "",
            there.region(),
            there.endpoint(),
            there.addressing(),
            Optional.empty());
    refused(() -> S3Bucket.open(elsewhere), "S3-BUCKET")
        .hasMessageContaining("there is no bucket another-bucket; perhaps its name is misspelt");
  }

  @Test
  void saysThatAProfileHasNoCredentials() {
    S3Location there = modern.location();
    S3Location profile =
        new S3Location(
            there.bucket(),
            "",
            there.region(),
            there.endpoint(),
            there.addressing(),
            Optional.of("a-profile-that-nobody-has"));
    refused(() -> S3Bucket.open(profile), "S3-CREDENTIALS")
        .hasMessageContaining("in the profile a-profile-that-nobody-has");
  }

  private static AbstractThrowableAssert<?, ?> refused(ThrowingCallable call, String rule) {
    return assertThatThrownBy(call)
        .isInstanceOfSatisfying(StorageException.class, e -> assertThat(e.rule()).isEqualTo(rule));
  }

  private static Block block(int size, long seed) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return Block.of(Multicodec.RAW, bytes);
  }
}
