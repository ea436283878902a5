package net.neuralpro.connectors.chain.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.neuralpro.connectors.chain.dev.DevChain;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.connectors.chain.tasks.Answer;
import net.neuralpro.connectors.chain.tasks.Batch;
import net.neuralpro.connectors.chain.tasks.BatchList;
import net.neuralpro.connectors.chain.tasks.Work;
import net.neuralpro.connectors.chain.tasks.Works;
import net.neuralpro.schemas.content.MemoryBlockStore;
import net.neuralpro.schemas.recording.Digest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A receipt is disputed, and nodes that stand ready say what is right. */
class DisputeIT {
  private static final BigInteger STAKE = BigInteger.TEN.pow(18).multiply(BigInteger.valueOf(9000));
  private static final ContributorKey ACCUSED = ContributorKey.ofSeed(6, "accused");
  private static final List<ContributorKey> JUDGES =
      List.of(
          ContributorKey.ofSeed(6, "judge 0"),
          ContributorKey.ofSeed(6, "judge 1"),
          ContributorKey.ofSeed(6, "judge 2"));

  @TempDir private Path home;
  private Chain chain;

  private Chain open(ContributorKey key) throws IOException {
    return Chain.open(ChainSettings.read(home), Optional.of(key));
  }

  @BeforeEach
  void start() throws IOException {
    chain = open(Works.REQUESTER);
    try (Chain accused = open(ACCUSED)) {
      accused.nodes().enrol(ACCUSED.address(), STAKE);
    }
    for (ContributorKey judge : JUDGES) {
      try (Chain own = open(judge)) {
        own.nodes().enrol(judge.address(), STAKE);
        own.disputes().stand();
      }
    }
    chain.escrow().deposit("all", STAKE);
  }

  @AfterEach
  void stop() throws IOException {
    chain.close();
    DevChain.running(home.resolve("chain/dev")).orElseThrow().stop();
  }

  /** Opens a dispute about a receipt of the accused and lets the judges say an output. */
  private Digest judged(Digest right) throws IOException {
    Disputes disputes = chain.disputes();
    Committee committee = chain.committee();
    Work work =
        Works.work(
            chain.escrow().domain(), ACCUSED.address(), ACCUSED, 1, chain.finalBlock().time() + 60);
    Batch batch = Batch.of(List.of(work));
    long number = chain.escrow().post(batch, BatchList.publish(batch, new MemoryBlockStore()));
    try (Chain challenger = open(ContributorKey.ofSeed(6, "challenger"))) {
      Digest id =
          challenger
              .disputes()
              .open(
                  number, batch.shown(0), work.done(), Works.digest("derivation"), BigInteger.ONE);
      assertThat(id).isEqualTo(Disputes.id(work.task(), work.node()));
    }
    Digest id = Disputes.id(work.task(), work.node());
    assertThat(disputes.opened())
        .singleElement()
        .returns(ACCUSED.address(), Disputes.Disputed::accused)
        .returns(work.task(), Disputes.Disputed::task)
        .returns(work.done().receipt().output(), Disputes.Disputed::output);
    BigInteger round = disputes.present(id);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> chain.finalBlock().number() > committee.round(round).seedBlock() + 1);
    assertThat(disputes.ready()).hasSize(JUDGES.size());
    for (ContributorKey judge : JUDGES) {
      disputes.summon(id, judge.address());
    }
    Committee.Round now = committee.round(round);
    assertThat(now.members()).hasSize(JUDGES.size());
    assertThat(now.seed()).isPresent();
    until(now.drawUntil());
    for (ContributorKey judge : JUDGES) {
      Answer answer = answer(round, judge, right);
      long deadline = chain.finalBlock().time() + 600;
      committee.commitFor(
          round,
          judge.address(),
          answer.seal(),
          deadline,
          answer.signSeal(committee.domain(), deadline, judge));
    }
    until(now.commitUntil());
    for (ContributorKey judge : JUDGES) {
      committee.reveal(answer(round, judge, right));
    }
    until(now.revealUntil());
    disputes.decide(id);
    return id;
  }

  private static Answer answer(BigInteger round, ContributorKey judge, Digest output) {
    return new Answer(
        round, judge.address(), Works.digest("keyed"), output, Works.digest("salt" + judge));
  }

  private void until(long time) throws IOException {
    chain.advance(Math.max(1, time - chain.finalBlock().time()));
  }

  @Test
  void slashesWhoWasWrong() throws IOException {
    Digest id = judged(Works.digest("another output"));

    assertThat(chain.disputes().decided())
        .singleElement()
        .returns(id, Disputes.Decided::id)
        .returns(Disputes.Verdict.UPHELD, Disputes.Decided::verdict)
        .satisfies(decided -> assertThat(decided.taken()).isPositive());
    Nodes.Node accused = chain.nodes().find(ACCUSED.address()).orElseThrow();
    assertThat(accused.stake())
        .isEqualTo(STAKE.subtract(chain.disputes().decided().get(0).taken()))
        .isEqualTo(chain.nodes().stakeNow(ACCUSED.address()));
  }

  @Test
  void leavesAloneWhoWasRight() throws IOException {
    judged(Works.digest("output 1"));

    assertThat(chain.disputes().decided())
        .singleElement()
        .returns(Disputes.Verdict.REFUTED, Disputes.Decided::verdict)
        .returns(BigInteger.ZERO, Disputes.Decided::taken);
    assertThat(chain.nodes().find(ACCUSED.address()).orElseThrow().stake()).isEqualTo(STAKE);
  }
}
