package net.neuralpro.connectors.storage.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.IntStream;
import net.neuralpro.connectors.storage.StorageException;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.Multicodec;
import org.junit.jupiter.api.Test;

class EnvelopeIndexTest {
  private static final Cid CID = Cid.of(Multicodec.RAW, new byte[0]);
  private static final SecureRandom RANDOM = new SecureRandom();

  @Test
  void isPaddedToAPowerOfTwo() throws IOException {
    for (int count : new int[] {0, 1, 10, 11, 20, 500}) {
      EnvelopeIndex index = index(count, 8);
      byte[] padded = index.padded();
      assertThat(Integer.bitCount(padded.length)).isOne();
      assertThat(padded.length).isGreaterThanOrEqualTo(4096);
      assertThat(EnvelopeIndex.ofPadded(padded, "there")).isEqualTo(index);
    }
  }

  @Test
  void boundsTheNumberOfFiles() {
    assertThatThrownBy(() -> index(EnvelopeIndex.MAX_FILES + 1, 8))
        .hasMessage("Cannot list more than 65536 files");
  }

  @Test
  void boundsItsSize() {
    assertThatThrownBy(() -> index(20_000, 900).padded())
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.rule()).isEqualTo("ENVELOPE-LIMIT"))
        .hasMessageContaining("perhaps make several");
  }

  @Test
  void refusesALengthBeyondItsObject() {
    for (int length : new int[] {-1, 4093, Integer.MAX_VALUE}) {
      byte[] padded = ByteBuffer.allocate(4096).putInt(length).array();
      assertThatThrownBy(() -> EnvelopeIndex.ofPadded(padded, "there"))
          .isInstanceOfSatisfying(
              StorageException.class, e -> assertThat(e.rule()).isEqualTo("ENVELOPE-MALFORMED"))
          .hasMessage("Cannot read the index of there: it is longer than its object");
    }
  }

  @Test
  void refusesPathsThatLeadOutAndOneObjectForTwoFiles() {
    ObjectId object = ObjectId.random(RANDOM);
    assertThatThrownBy(() -> new EnvelopeFile("../a", 0, CID, object))
        .hasMessageContaining("leads out of its folder");
    List<EnvelopeFile> twice =
        List.of(new EnvelopeFile("a", 0, CID, object), new EnvelopeFile("b", 0, CID, object));
    assertThatThrownBy(() -> new EnvelopeIndex(CID, twice))
        .hasMessage("Cannot list a path or an object twice");
  }

  private static EnvelopeIndex index(int count, int pathLength) {
    return new EnvelopeIndex(
        CID,
        IntStream.range(0, count)
            .mapToObj(
                each ->
                    new EnvelopeFile(
                        "x".repeat(pathLength) + each, each, CID, ObjectId.random(RANDOM)))
            .toList());
  }
}
