package net.neuralpro.noderunner.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import net.neuralpro.connectors.chain.deployment.Deployment;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.connectors.chain.tasks.Answer;
import net.neuralpro.connectors.chain.tasks.Domain;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.MalformedContentException;
import net.neuralpro.schemas.content.Multicodec;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.schemas.reward.Wei;
import org.junit.jupiter.api.Test;

class MessagesTest {
  private static final ContributorKey REQUESTER = ContributorKey.ofSeed(1, "requester");
  private static final ContributorKey NODE = ContributorKey.ofSeed(1, "node");
  private static final Domain DOMAIN = new Domain(31337, REQUESTER.address());
  private static final Digest WORD = Digest.of(new byte[32]);
  private static final Cid CID = Cid.of(Multicodec.RAW, new byte[] {1});
  private static final Resources RESOURCES =
      new Resources(1000, 1L << 30, 1L << 30, 1L << 20, Optional.of("an accelerator"));
  private static final String IMAGE = "sha256:" + "0".repeat(64);

  private static Order order() {
    Order unsigned = order(REQUESTER.sign(new byte[32]));
    return order(unsigned.assignment().assignment().sign(DOMAIN, REQUESTER).signature());
  }

  private static Order order(net.neuralpro.schemas.recording.Signature signature) {
    return new Order(
        CID,
        WORD,
        REQUESTER.address(),
        NODE.address(),
        Wei.parse("100000000000000000000000"),
        2_000_000_000,
        WORD,
        signature,
        1_900_000_000,
        RESOURCES);
  }

  @Test
  void everyMessageComesBackAsItWas() throws MalformedContentException {
    Order order = order();
    TreeMap<String, Address> contracts = new TreeMap<>();
    Deployment.CONTRACTS.forEach(name -> contracts.put(name, NODE.address()));
    for (Object message :
        List.of(
            new NetworkDescription(
                "here",
                URI.create("http://localhost:1"),
                List.of(URI.create("http://localhost:2")),
                new Deployment(31337, 1, contracts),
                NODE.address()),
            new ClaimRequest(
                3,
                RESOURCES,
                "runc",
                IMAGE,
                new TreeMap<>(Collections.singletonMap("examine", "0123456789abcdef")),
                List.of(IMAGE),
                List.of(CID)),
            new Orders(List.of(order)),
            new TaskState(order.task(), TaskState.Stage.REVEALING),
            new Commit(WORD),
            new Reveal(WORD, WORD, WORD, WORD, 5, order.signature()),
            new GivenUp("SANDBOX-START", "no room"),
            new Refusal("SCHEDULER-SIGNATURE", "no"),
            new Submissions(
                List.of(
                    new Submissions.Submission(
                        CID,
                        WORD,
                        Wei.of(5),
                        7,
                        CID,
                        9,
                        RESOURCES,
                        Optional.of(List.of(NODE.address()))))),
            new Missing(List.of(CID)),
            new Promises(
                List.of(
                    new Promises.Promise(
                        order.task(), NODE.address(), Optional.of(order.signature())))),
            new Events(
                List.of(
                    new Event.Proposed(1, order.task(), NODE.address()),
                    new Event.Unchecked(4, order.task()),
                    new Event.Finished(2, order.task(), CID, NODE.address(), WORD),
                    new Event.Failed(3, order.task(), "SCHEDULER-DEADLINE", "too late"))))) {
      assertThat(DagJson.read(DagJson.write(message), message.getClass())).isEqualTo(message);
    }
  }

  @Test
  void anOrderHoldsTheRequestersPromise() {
    assertThat(order().assignment().isGenuine(DOMAIN)).isTrue();
  }

  @Test
  void aCallIsOnlyItsSenders() {
    SignedCall call = new SignedCall("POST", Protocol.CLAIMS, WORD, 7);
    SignedCall later = new SignedCall("POST", Protocol.CLAIMS, WORD, 8);
    assertThat(call.signer(DOMAIN, call.sign(DOMAIN, NODE))).contains(NODE.address());
    assertThat(later.signer(DOMAIN, call.sign(DOMAIN, NODE)))
        .isNotEqualTo(Optional.of(NODE.address()));
  }

  @Test
  void aRevealOpensWhatWasPutDown() {
    Order order = order();
    Reveal reveal = new Reveal(WORD, WORD, WORD, WORD, 5, order.signature());
    Answer answer = reveal.answer(order.task(), NODE.address());
    assertThat(answer.round()).isEqualTo(new java.math.BigInteger(order.task().toString(), 16));
  }

  @Test
  void refusesMoreThanAMessageMayName() {
    assertThatThrownBy(() -> new Missing(Collections.nCopies(1001, CID)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot take 1001 blocks at once: up to 1000");
  }

  @Test
  void refusesAnImageWithoutADigest() {
    assertThatThrownBy(
            () ->
                new ClaimRequest(
                    1, RESOURCES, "runc", "latest", new TreeMap<>(), List.of(), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot name an image so: sha256: and 64 hex digits");
  }
}
