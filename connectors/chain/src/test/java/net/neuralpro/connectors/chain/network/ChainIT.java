package net.neuralpro.connectors.chain.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.neuralpro.connectors.chain.ChainException;
import net.neuralpro.connectors.chain.dev.DevChain;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.Multicodec;
import net.neuralpro.schemas.content.Sha256;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.schemas.recording.Keccak;
import net.neuralpro.schemas.recording.Revocation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChainIT {
  private static final BigInteger TOKEN = BigInteger.TEN.pow(18);
  private static final Digest ROOT = digest("root");
  private static final Digest LINEAGE = digest("lineage");
  private static final Digest STATEMENT = digest("statement");

  private final ContributorKey key = ContributorKey.ofSeed(5, "contributor");
  private final ContributorKey other = ContributorKey.ofSeed(5, "another contributor");
  @TempDir private Path home;
  private Chain chain;

  private static Digest digest(String text) {
    return Digest.of(Sha256.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static Cid manifest(String text) {
    return Cid.of(Multicodec.DAG_JSON, text.getBytes(StandardCharsets.UTF_8));
  }

  private Chain open(ContributorKey who) throws IOException {
    return Chain.open(ChainSettings.read(home), Optional.of(who));
  }

  @BeforeEach
  void open() throws IOException {
    chain = open(key);
  }

  @AfterEach
  void stop() throws IOException {
    chain.close();
    DevChain.running(home.resolve("chain/dev")).orElseThrow().stop();
  }

  @Test
  void isThereWithItsContractsForWhoeverOpensIt() throws IOException {
    try (Chain again = open(key);
        Chain reader = Chain.open(ChainSettings.read(home), Optional.empty())) {
      assertThat(again.deployment()).isEqualTo(chain.deployment());
      assertThat(reader.deployment()).isEqualTo(chain.deployment());
      assertThat(reader.finalBlock().number()).isPositive();
      assertThat(again.rewards().balance(key.address()))
          .isEqualTo(TOKEN.multiply(BigInteger.valueOf(1_000_000)));
      assertThatThrownBy(reader::lane)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("without a key");
    }
  }

  @Test
  void hasTheContractsStillAfterItsEnd() throws IOException {
    Place before = chain.contributions().register(ROOT, 2);
    DevChain.running(home.resolve("chain/dev")).orElseThrow().stop();

    try (Chain again = open(key)) {
      assertThat(again.deployment()).isEqualTo(chain.deployment());
      assertThat(again.contributions().register(ROOT, 2)).isEqualTo(before);
    }
  }

  @Test
  void registersARootOnce() throws IOException {
    chain.contributions().register(ROOT, 2);
    chain.contributions().register(ROOT, 2);
    chain.contributions().registerBatch(digest("batch"), 3, digest("list"));

    assertThat(chain.contributions().registrations())
        .extracting(Contributions.Registered::root)
        .containsExactly(ROOT, digest("batch"));
    try (Chain stranger = open(other)) {
      stranger.contributions().register(ROOT, 2);

      assertThat(stranger.contributions().registrations())
          .extracting(Contributions.Registered::registrar)
          .containsExactly(key.address(), key.address(), other.address());
    }
  }

  @Test
  void goesOnWithoutWhatItWroteDown() throws IOException {
    Place registered = chain.contributions().register(ROOT, 2);
    chain.datasets().publish("drives", Optional.empty(), manifest("one"), LINEAGE, 7);
    chain.close();
    Files.delete(home.resolve("chain/dev/outbox.db"));
    Files.delete(home.resolve("chain/dev/events.db"));

    chain = open(key);
    assertThat(chain.contributions().register(ROOT, 2).block()).isEqualTo(registered.block());
    chain.datasets().publish("drives", Optional.empty(), manifest("one"), LINEAGE, 7);
    assertThat(chain.contributions().registrations()).hasSize(1);
    assertThat(chain.datasets().publications()).hasSize(1);
  }

  @Test
  void publishesOneVersionAfterAnother() throws IOException {
    Datasets datasets = chain.datasets();
    Place first = datasets.publish("drives", Optional.empty(), manifest("one"), LINEAGE, 7);
    datasets.publish("drives", Optional.of(manifest("one")), manifest("two"), LINEAGE, 8);

    assertThat(datasets.publish("drives", Optional.empty(), manifest("one"), LINEAGE, 7).block())
        .isEqualTo(first.block());
    assertThat(datasets.newest(datasets.dataset("drives"))).contains(manifest("two"));
    assertThat(datasets.publications(datasets.dataset("drives")))
        .extracting(Datasets.Published::samples)
        .containsExactly(7L, 8L);
    assertThatThrownBy(
            () ->
                datasets.publish(
                    "drives", Optional.of(manifest("one")), manifest("three"), LINEAGE, 9))
        .isInstanceOfSatisfying(
            ChainException.class, e -> assertThat(e.rule()).isEqualTo("CHAIN-BEHIND"))
        .hasMessageContaining(manifest("two").toString());
    assertThatThrownBy(
            () -> datasets.publish("drives", Optional.empty(), manifest("one"), LINEAGE, 9))
        .isInstanceOf(ChainException.class)
        .hasMessageContaining("was published in block");
  }

  @Test
  void takesARecordingBackOnce() throws IOException {
    chain.contributions().revoke(manifest("recording"));
    chain.contributions().revoke(manifest("recording"));

    assertThat(chain.contributions().revocations())
        .singleElement()
        .returns(manifest("recording"), Revocation::recording)
        .returns(key.address(), Revocation::contributor)
        .returns(DevChain.CHAIN, Revocation::chain);
  }

  @Test
  void paysWhatAnEpochSettles() throws IOException {
    Rewards rewards = chain.rewards();
    BigInteger earned = TOKEN.multiply(BigInteger.TEN);
    byte[] leaf = new byte[64];
    System.arraycopy(other.address().bytes(), 0, leaf, 12, 20);
    byte[] amount = earned.toByteArray();
    System.arraycopy(amount, 0, leaf, 64 - amount.length, amount.length);
    Digest root = Digest.of(Keccak.hash(Keccak.hash(leaf)));
    Rewards.Periods periods = rewards.periods();

    rewards.fund("grant", digest("dataset"), earned);
    rewards.fund("grant", digest("dataset"), earned);
    chain.advance(periods.epoch());
    rewards.propose(1, root, earned, STATEMENT);
    assertThat(rewards.proposal())
        .hasValueSatisfying(
            proposal -> assertThat(proposal.state()).isEqualTo(Rewards.State.PROPOSED));
    chain.advance(periods.challenge());
    rewards.settle(1);
    rewards.settle(1);
    BigInteger before = rewards.balance(other.address());
    rewards.claim(other.address(), earned, List.of());
    rewards.claim(other.address(), earned, List.of());

    assertThat(rewards.fundings()).hasSize(1);
    assertThat(rewards.claimed(other.address())).isEqualTo(earned);
    assertThat(rewards.balance(other.address())).isEqualTo(before.add(earned));
    assertThat(rewards.claims()).hasSize(1);
    assertThat(rewards.currentRoot())
        .hasValueSatisfying(settled -> assertThat(settled.root()).isEqualTo(root));
  }

  @Test
  void proposesAgainWhatWasRefused() throws IOException {
    Rewards rewards = chain.rewards();
    rewards.fund("grant", digest("dataset"), TOKEN);
    chain.advance(rewards.periods().epoch());

    rewards.propose(1, ROOT, TOKEN, STATEMENT);
    rewards.challenge(1, digest("reason"));
    rewards.refuse(1);
    rewards.propose(1, ROOT, TOKEN, STATEMENT);

    assertThat(rewards.proposals()).hasSize(2);
    assertThat(rewards.proposal().orElseThrow().state()).isEqualTo(Rewards.State.PROPOSED);
  }
}
