package net.neuralpro.connectors.storage.car;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.neuralpro.connectors.storage.BlockStream;
import net.neuralpro.connectors.storage.ByteRange;
import net.neuralpro.connectors.storage.StorageException;
import net.neuralpro.connectors.storage.car.DepthFirst.Repeats;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.MemoryBlockStore;
import net.neuralpro.schemas.content.Multicodec;

class CarTest {
  private static final int CHUNK = 1 << 20;

  private final MemoryBlockStore store = new MemoryBlockStore();

  @Example
  void readsWhatItWrote() throws IOException {
    Cid root = file(3 * CHUNK + 5);
    byte[] car = car(root);
    CarReader reader = reader(car);
    assertThat(reader.roots()).containsExactly(root);
    assertThat(cids(reader)).isEqualTo(cids(DepthFirst.of(store, root))).hasSize(5);
  }

  @Example
  void readsTheBlocksOfVersion2() throws IOException {
    Cid root = file(CHUNK + 5);
    byte[] car = car(root);
    byte[] padding = new byte[9];
    byte[] index = {1, 2, 3};
    ByteBuffer second =
        ByteBuffer.allocate(51 + padding.length + car.length + index.length)
            .order(ByteOrder.LITTLE_ENDIAN);
    second.put(new byte[] {0x0a, (byte) 0xa1, 0x67}).put("version".getBytes()).put((byte) 2);
    second.putLong(0).putLong(0).putLong(51 + padding.length).putLong(car.length);
    second.putLong(51L + padding.length + car.length).put(padding).put(car).put(index);
    CarReader reader = reader(second.array());
    assertThat(reader.roots()).containsExactly(root);
    assertThat(cids(reader)).isEqualTo(cids(DepthFirst.of(store, root)));
  }

  @Example
  void givesOnlyWhatARangeNeeds() throws IOException {
    Cid root = file(5 * CHUNK);
    assertThat(cids(DepthFirst.ofFile(store, root, new ByteRange(CHUNK, CHUNK + 1), Repeats.GIVEN)))
        .hasSize(2);
    assertThat(
            cids(
                DepthFirst.ofFile(store, root, new ByteRange(CHUNK - 1, CHUNK + 1), Repeats.GIVEN)))
        .hasSize(3);
    assertThat(cids(DepthFirst.ofFile(store, root, ByteRange.from(4 * CHUNK), Repeats.GIVEN)))
        .hasSize(2);
    assertThat(cids(DepthFirst.ofFile(store, root, ByteRange.from(9 * CHUNK), Repeats.GIVEN)))
        .containsExactly(root);
  }

  @Example
  void givesRepeatedBlocksAsItIsTold() throws IOException {
    Cid zeros = new ContentFiles(store).add(new byte[4 * CHUNK]);
    assertThat(cids(DepthFirst.of(store, zeros))).hasSize(2);
    assertThat(cids(DepthFirst.ofFile(store, zeros, ByteRange.ALL, Repeats.GIVEN))).hasSize(5);
  }

  @Property(tries = 300)
  void tellsEveryAlteredByte(@ForAll Random random) throws IOException {
    byte[] car = car(file(2000));
    int at = random.nextInt(car.length);
    car[at] ^= (byte) (1 << random.nextInt(8));
    assertThatThrownBy(
            () -> {
              CarReader reader = reader(car);
              List<Cid> cids = cids(reader);
              if (!cids.containsAll(reader.roots()) || reader.roots().isEmpty()) {
                throw new StorageException("CAR-ROOT", "its root is another");
              }
            })
        .isInstanceOf(StorageException.class);
  }

  @Property(tries = 200)
  void tellsWhereItWasCutOff(@ForAll Random random) throws IOException {
    byte[] car = car(file(CHUNK + 7));
    int length = random.nextInt(car.length);
    List<Cid> all = cids(reader(car));
    try {
      List<Cid> some = cids(reader(Arrays.copyOf(car, length)));
      assertThat(some).as("ends between two blocks").hasSizeLessThan(all.size());
    } catch (StorageException e) {
      assertThat(e.rule()).isIn("CAR-CUT-OFF", "CAR-HEADER");
    }
  }

  @Property(tries = 300)
  void boundsWhatAnyBytesMakeItDo(@ForAll byte[] bytes) {
    try {
      cids(reader(bytes));
    } catch (IOException e) {
      assertThat(e).isInstanceOf(StorageException.class);
    }
  }

  @Example
  void refusesSizesBeforeItBelievesThem() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new CarWriter(out, List.of(Cid.of(Multicodec.RAW, new byte[0]))).close();
    out.writeBytes(new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x07});
    assertThatThrownBy(() -> cids(reader(out.toByteArray())))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("block 0 and its identifier would have 2147483647 bytes");
  }

  private Cid file(int size) throws IOException {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return new ContentFiles(store).add(bytes);
  }

  private byte[] car(Cid root) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (CarWriter car = new CarWriter(out, List.of(root))) {
      car.writeAll(DepthFirst.of(store, root));
    }
    return out.toByteArray();
  }

  private static CarReader reader(byte[] car) throws IOException {
    InputStream in = new ByteArrayInputStream(car);
    return new CarReader(in, "a.car");
  }

  private static List<Cid> cids(BlockStream blocks) throws IOException {
    List<Cid> cids = new ArrayList<>();
    for (Optional<Block> next = blocks.next(); next.isPresent(); next = blocks.next()) {
      cids.add(next.get().cid());
    }
    return cids;
  }
}
