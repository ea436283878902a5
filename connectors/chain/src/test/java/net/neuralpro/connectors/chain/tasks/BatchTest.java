package net.neuralpro.connectors.chain.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.MalformedContentException;
import net.neuralpro.schemas.content.MemoryBlockStore;
import net.neuralpro.schemas.content.MissingBlockException;
import net.neuralpro.schemas.content.Multicodec;
import net.neuralpro.schemas.recording.Address;
import org.junit.jupiter.api.Test;

class BatchTest {
  private static final Domain DOMAIN =
      new Domain(31337, Address.parse("0x5fbdb2315678afecb367f032d93f642f64180aa3"));
  private static final List<Work> SOME = Works.works(DOMAIN, 40, 4);

  private static List<Work> shuffled(int count, int seed) {
    List<Work> works = new ArrayList<>(SOME.subList(0, count));
    Collections.shuffle(works, new Random(seed));
    return works;
  }

  @Property(tries = 60)
  void showsEachLeafAndNoOther(@ForAll @IntRange(min = 1, max = 40) int count, @ForAll int seed) {
    Batch batch = Batch.of(shuffled(count, seed));

    assertThat(batch).isEqualTo(Batch.of(SOME.subList(0, count)));
    for (int index = 0; index < count; index++) {
      Shown shown = batch.shown(index);
      assertThat(shown.isIn(batch.root(), count)).isTrue();
      assertThat(new Shown(index + 1, shown.leaf(), shown.path()).isIn(batch.root(), count))
          .isFalse();
      assertThat(
              new Shown(index, batch.shown((index + 1) % count).leaf(), shown.path())
                  .isIn(batch.root(), count))
          .isEqualTo(count == 1);
      assertThat(batch.place(shown.leaf().node(), shown.leaf().task())).contains(index);
    }
    assertThat(batch.total()).isEqualTo(Works.PRICE.multiply(BigInteger.valueOf(count)));
  }

  @Property(tries = 30)
  void paysEachNodeItsRange(@ForAll @IntRange(min = 1, max = 40) int count) {
    Batch batch = Batch.of(SOME.subList(0, count));
    BigInteger paid = BigInteger.ZERO;
    for (Address node : batch.works().stream().map(Work::node).distinct().toList()) {
      Batch.Range range = batch.range(node).orElseThrow();
      long own = batch.works().stream().filter(work -> work.node().equals(node)).count();
      assertThat(range.last().index() - range.first().index() + 1).isEqualTo((int) own);
      assertThat(range.amount()).isEqualTo(Works.PRICE.multiply(BigInteger.valueOf(own)));
      paid = paid.add(range.amount());
    }

    assertThat(paid).isEqualTo(batch.total());
    assertThat(batch.range(Works.REQUESTER.address())).isEmpty();
  }

  @Test
  void refusesWhatIsNoBatch() {
    assertThatThrownBy(() -> Batch.of(List.of())).hasMessageContaining("Cannot settle 0 tasks");
    assertThatThrownBy(() -> Batch.of(Collections.nCopies(10_001, SOME.get(0))))
        .hasMessageContaining("1 to 10000");
    assertThatThrownBy(() -> Batch.of(List.of(SOME.get(0), SOME.get(0))))
        .hasMessageContaining("sorted strictly");
  }

  @Test
  void holdsTenThousandTasks() throws IOException {
    Work one = SOME.get(0);
    List<Work> works = new ArrayList<>();
    for (int index = 0; index < Batch.MOST; index++) {
      Assignment assignment = one.promised().assignment();
      works.add(
          new Work(
              new SignedAssignment(
                  new Assignment(
                      Works.task(index),
                      assignment.requester(),
                      assignment.node(),
                      assignment.price(),
                      assignment.deadline(),
                      assignment.policy()),
                  one.promised().signature()),
              new SignedReceipt(
                  new Receipt(
                      Works.task(index),
                      assignment.node(),
                      Works.digest("output"),
                      Works.digest("image"),
                      1),
                  one.done().signature())));
    }
    Batch batch = Batch.of(works);
    MemoryBlockStore store = new MemoryBlockStore();

    assertThat(BatchList.read(BatchList.publish(batch, store), store)).isEqualTo(batch);
    assertThat(batch.shown(9_999).path()).hasSize(14);
    assertThat(batch.shown(9_999).isIn(batch.root(), Batch.MOST)).isTrue();
  }

  @Property(tries = 20)
  void comesBackFromItsList(@ForAll @IntRange(min = 1, max = 40) int count) throws IOException {
    Batch batch = Batch.of(SOME.subList(0, count));
    MemoryBlockStore store = new MemoryBlockStore();
    Cid list = BatchList.publish(batch, store);

    assertThat(BatchList.read(list, store)).isEqualTo(batch);
    assertThat(BatchList.publish(batch, store)).isEqualTo(list);
    assertThatThrownBy(() -> BatchList.read(list, new MemoryBlockStore()))
        .isInstanceOf(MissingBlockException.class);
  }

  @Property(tries = 300)
  void toleratesNoOtherBytes(
      @ForAll @IntRange(min = 0, max = 10_000) int place, @ForAll byte changed) throws IOException {
    Batch batch = Batch.of(SOME.subList(0, 3));
    MemoryBlockStore store = new MemoryBlockStore();
    Cid list = BatchList.publish(batch, store);
    BatchList genuine = DagJson.read(store.require(list), BatchList.class);
    byte[] page = store.require(genuine.pages().get(0)).bytes().clone();
    int at = place % page.length;
    if (page[at] == changed) {
      return;
    }
    page[at] = changed;
    Block mutated = Block.of(Multicodec.DAG_JSON, page);
    store.put(mutated);
    Block other =
        DagJson.block(
            new BatchList(
                genuine.requester(),
                genuine.count(),
                genuine.root(),
                genuine.total(),
                List.of(mutated.cid())));
    store.put(other);

    // A signature is in no leaf: it is for whoever reads the list to check.
    try {
      assertThat(BatchList.read(other.cid(), store).root()).isEqualTo(batch.root());
    } catch (MalformedContentException e) {
      assertThat(e).hasMessageMatching("(?s)Cannot (read|use) .*");
    }
  }

  @Test
  void refusesListsThatSayMoreThanTheyHave() throws IOException {
    Batch batch = Batch.of(SOME.subList(0, 3));
    MemoryBlockStore store = new MemoryBlockStore();
    BatchList genuine =
        DagJson.read(store.require(BatchList.publish(batch, store)), BatchList.class);
    Block longer =
        DagJson.block(
            new BatchList(
                genuine.requester(), 4, genuine.root(), genuine.total(), genuine.pages()));
    store.put(longer);
    Block dearer =
        DagJson.block(
            new BatchList(
                genuine.requester(), 3, genuine.root(), "1" + genuine.total(), genuine.pages()));
    store.put(dearer);

    assertThatThrownBy(() -> BatchList.read(longer.cid(), store))
        .isInstanceOf(MalformedContentException.class)
        .hasMessageContaining("has 3 entries");
    assertThatThrownBy(() -> BatchList.read(dearer.cid(), store))
        .isInstanceOf(MalformedContentException.class)
        .hasMessageContaining("give root");
    assertThatThrownBy(
            () -> new BatchList(genuine.requester(), 10_001, genuine.root(), "1", genuine.pages()))
        .hasMessageContaining("1 to 10000");
    assertThatThrownBy(
            () -> new BatchList(genuine.requester(), 3, genuine.root(), "-1", genuine.pages()))
        .hasMessageContaining("amount");
  }

  @Test
  void refusesEveryBeginningOfAList() throws IOException {
    Batch batch = Batch.of(SOME.subList(0, 1));
    MemoryBlockStore store = new MemoryBlockStore();
    byte[] whole = store.require(BatchList.publish(batch, store)).bytes();
    for (int length = 0; length < whole.length; length++) {
      Block cut = Block.of(Multicodec.DAG_JSON, Arrays.copyOf(whole, length));
      store.put(cut);
      assertThatThrownBy(() -> BatchList.read(cut.cid(), store))
          .isInstanceOf(MalformedContentException.class);
    }
  }
}
