package net.neuralpro.connectors.chain.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxTest {
  private static final String ACCOUNT = "0x00000000000000000000000000000000000000aa";

  @TempDir private Path folder;

  private Outbox open(String account) throws IOException {
    return Outbox.open(folder.resolve("outbox.db"), account);
  }

  private static Outbox.Entry entry(String name, long nonce) {
    return new Outbox.Entry(
        name,
        BigInteger.valueOf(nonce),
        Optional.of("0xbb"),
        "0x12",
        BigInteger.TEN.pow(30),
        BigInteger.ONE,
        BigInteger.TWO,
        "0x02",
        List.of("0x1", "0x2"),
        5,
        false);
  }

  @Test
  void keepsWhatWasWrittenDown() throws IOException {
    try (Outbox outbox = open(ACCOUNT)) {
      outbox.put(entry("first", 3));
    }
    try (Outbox outbox = open(ACCOUNT)) {
      assertThat(outbox.find("first")).contains(entry("first", 3));
      assertThat(outbox.find("second")).isEmpty();
      assertThat(outbox.last()).isEqualTo(3);
    }
  }

  @Test
  void knowsNamesAndNumbersOfItsAccountOnly() throws IOException {
    try (Outbox one = open(ACCOUNT);
        Outbox other = open(ACCOUNT.replace("aa", "bb"))) {
      one.put(entry("first", 3));
      other.put(entry("first", 4));
      one.forget("first");

      assertThat(one.last()).isEqualTo(-1);
      assertThat(other.find("first")).contains(entry("first", 4));
    }
  }

  @Test
  void givesARangeInItsOrder() throws IOException {
    try (Outbox outbox = open(ACCOUNT)) {
      for (long nonce : List.of(10L, 9L, 2L, 11L)) {
        outbox.put(entry("number " + nonce, nonce));
      }

      assertThat(outbox.between(BigInteger.valueOf(9), BigInteger.TEN))
          .extracting(Outbox.Entry::name)
          .containsExactly("number 9", "number 10");
    }
  }

  @Test
  void writesNothingWhenWorkFails() throws IOException {
    try (Outbox outbox = open(ACCOUNT)) {
      assertThatThrownBy(
              () ->
                  outbox.alone(
                      () -> {
                        outbox.put(entry("first", 3));
                        throw new IOException("The signer is away");
                      }))
          .hasMessage("The signer is away");

      assertThat(outbox.find("first")).isEmpty();
    }
  }

  @Test
  void givesEachWriterItsOwnNumber() throws Exception {
    try (Outbox one = open(ACCOUNT);
        Outbox other = open(ACCOUNT)) {
      CompletableFuture<Void> first = CompletableFuture.runAsync(() -> fill(one, "one"));
      CompletableFuture<Void> second = CompletableFuture.runAsync(() -> fill(other, "other"));
      first.get();
      second.get();

      assertThat(one.between(BigInteger.ZERO, BigInteger.valueOf(100)))
          .hasSize(20)
          .extracting(entry -> entry.nonce().intValueExact())
          .isSorted()
          .doesNotHaveDuplicates();
    }
  }

  private static void fill(Outbox outbox, String name) {
    for (int index = 0; index < 10; index++) {
      String own = name + " " + index;
      try {
        outbox.alone(
            () -> {
              outbox.put(entry(own, outbox.last().longValueExact() + 1));
              return own;
            });
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
