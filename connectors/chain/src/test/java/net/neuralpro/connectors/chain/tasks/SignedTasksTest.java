package net.neuralpro.connectors.chain.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;
import org.junit.jupiter.api.Test;

class SignedTasksTest {
  private static final Address REQUESTER = address(0x11);
  private static final Address NODE = address(0x22);
  private static final Domain DOMAIN = new Domain(31337, address(0x33));
  private static final BigInteger TOKEN = BigInteger.TEN.pow(18);
  private static final HotKeys NONE = key -> Optional.empty();

  private static Address address(int each) {
    byte[] bytes = new byte[Address.LENGTH];
    Arrays.fill(bytes, (byte) each);
    return Address.of(bytes);
  }

  private static Digest digest(int each) {
    byte[] bytes = new byte[Digest.LENGTH];
    Arrays.fill(bytes, (byte) each);
    return Digest.of(bytes);
  }

  private static TaskId task(int nonce) {
    return TaskId.of(REQUESTER, digest(0x44), BigInteger.valueOf(nonce));
  }

  private static Assignment assignment(TaskId task, Address node) {
    return new Assignment(task, REQUESTER, node, TOKEN, 1_700_000_000, digest(0x55));
  }

  private static Receipt receipt(TaskId task, Address node) {
    return new Receipt(task, node, digest(0x66), digest(0x77), 1_699_999_999);
  }

  /** These were made by another program, from the text of the contract. */
  @Test
  void hashesAsTheContractSays() {
    assertThat(task(7).toString())
        .isEqualTo("e874c7be8568463d596c7e00ef75ed3ade52a4b9787f66a8ee8d47f6a27344ef");
    assertThat(DOMAIN.separator().hex())
        .isEqualTo("a1c9bc33c936504daf34f5d055e91bbf4e50cc43a06f32d1dc5ad425d7153ba2");
    assertThat(assignment(task(7), NODE).hash().hex())
        .isEqualTo("47b1f5a5c9a3e395546a8a76f8c1dc572ab50c0315920a00f1e85c335fdd0c21");
    assertThat(HexFormat.of().formatHex(assignment(task(7), NODE).digest(DOMAIN)))
        .isEqualTo("ad548cbc03b6393a0990fd2527aba21cd9a5f9ebb903b04e655681b6e827cc57");
    assertThat(receipt(task(7), NODE).hash().hex())
        .isEqualTo("9374cefb024a0a8d650cef8550a044f4b8a78bc365c28684ff388008e0082595");
    assertThat(HexFormat.of().formatHex(receipt(task(7), NODE).digest(DOMAIN)))
        .isEqualTo("0495bed2d646712415eba2811e0c181a06f5b807c238d79ce40e17e25b762aa8");
    assertThat(
            new Leaf(
                    NODE,
                    task(7),
                    TOKEN,
                    TOKEN.multiply(BigInteger.valueOf(3)),
                    receipt(task(7), NODE).hash(),
                    assignment(task(7), NODE).hash())
                .hash(5)
                .hex())
        .isEqualTo("99ccc5caaa7956825adfa46b484cc0233097f05cdceb7a42d99b254d79bc9c75");
  }

  @Test
  void sealsAndAsksForPlacesAsTheContractSays() {
    Answer answer =
        new Answer(BigInteger.valueOf(3), NODE, digest(0x66), digest(0x77), digest(0x88));

    assertThat(answer.seal().hex())
        .isEqualTo("73cf855f3d0aff9eacba97aae66d808037185b06e7ae18379c34abda788bf222");
    assertThat(answer.toString()).doesNotContain(digest(0x88).hex());
    assertThat(new PlaceRequest(BigInteger.valueOf(3), NODE, 1_700_000_000).hash().hex())
        .isEqualTo("9905424265a71343b50e69d76dcb3e7428aadbb8fa52334f22faddea1d975fb2");
  }

  @Test
  void ordersAndJoinsLeavesAsTheContractSays() {
    ContributorKey anybody = ContributorKey.ofSeed(6, "anybody");
    Batch batch =
        Batch.of(
            List.of(
                unsigned(task(9), address(0x88), anybody),
                unsigned(task(8), NODE, anybody),
                unsigned(task(7), NODE, anybody)));

    assertThat(batch.root().hex())
        .isEqualTo("b0f616d7349ae1c2f53570e2b2119424b2a089b90e3593a0d5478abdbaa3e723");
  }

  private static Work unsigned(TaskId task, Address node, ContributorKey anybody) {
    return new Work(
        new SignedAssignment(assignment(task, node), anybody.sign(new byte[32])),
        new SignedReceipt(receipt(task, node), anybody.sign(new byte[32])));
  }

  @Test
  void knowsItsSigners() throws IOException {
    ContributorKey owner = ContributorKey.ofSeed(6, "owner");
    ContributorKey hotKey = ContributorKey.ofSeed(6, "hot key");
    Work work = Works.work(DOMAIN, owner.address(), hotKey, 1, 1_700_000_000);

    assertThat(work.fault(DOMAIN, key -> Optional.of(owner.address()))).isEmpty();
    assertThat(work.fault(DOMAIN, NONE))
        .hasValueSatisfying(
            fault -> assertThat(fault).contains("not signed by " + owner.address()));
    assertThat(Works.work(DOMAIN, owner.address(), owner, 1, 1_700_000_000).fault(DOMAIN, NONE))
        .isEmpty();
    assertThat(work.fault(new Domain(1, address(0x33)), key -> Optional.of(owner.address())))
        .hasValueSatisfying(
            fault -> assertThat(fault).contains("not signed by " + Works.REQUESTER.address()));
  }

  @Test
  void refusesToSignForAnother() {
    assertThatThrownBy(
            () -> assignment(task(1), NODE).sign(DOMAIN, ContributorKey.ofSeed(6, "owner")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Cannot sign for " + REQUESTER);
  }

  @Test
  void refusesWhatNoContractCanHold() {
    assertThatThrownBy(
            () -> new Assignment(task(1), REQUESTER, NODE, BigInteger.TWO.pow(96), 1, digest(0x55)))
        .hasMessageContaining("as a price: 0 to 2^96 - 1");
    assertThatThrownBy(() -> new Receipt(task(1), NODE, digest(1), digest(1), -1))
        .hasMessageContaining("seconds since 1970");
    assertThatThrownBy(() -> TaskId.of(REQUESTER, digest(1), BigInteger.ONE.negate()))
        .hasMessageContaining("as a task's nonce");
    assertThatThrownBy(() -> new Domain(0, NODE)).hasMessageContaining("chain 0");
  }

  @Test
  void joinsOnlyWhatBelongsTogether() {
    ContributorKey key = ContributorKey.ofSeed(6, "owner");
    SignedReceipt other = receipt(task(2), NODE).sign(DOMAIN, key);
    SignedAssignment promised =
        new SignedAssignment(assignment(task(1), NODE), key.sign(new byte[32]));

    assertThatThrownBy(() -> new Work(promised, other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Cannot join");
  }
}
