package net.neuralpro.noderunner.agent;

import java.nio.ByteBuffer;
import java.util.Optional;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.connectors.chain.tasks.Domain;
import net.neuralpro.noderunner.protocol.Order;
import net.neuralpro.noderunner.protocol.Resources;
import net.neuralpro.noderunner.protocol.Reveal;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.Multicodec;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.schemas.recording.Signature;
import net.neuralpro.schemas.reward.Wei;

/** Orders of the tests. */
final class Orders {
  static final ContributorKey REQUESTER = ContributorKey.ofSeed(1, "requester");
  static final ContributorKey NODE = ContributorKey.ofSeed(1, "node");
  static final Domain DOMAIN = new Domain(31337, REQUESTER.address());
  static final Digest WORD = Digest.of(new byte[Digest.LENGTH]);
  static final long DEADLINE = 2000;
  static final Resources LIMITS = new Resources(1000, 1 << 20, 1 << 20, 1, Optional.empty());

  private Orders() {}

  /** An order for a price, signed by its requester. */
  static Order of(int number, long price) {
    Order unsigned = of(number, price, REQUESTER.sign(new byte[Digest.LENGTH]));
    return of(
        number, price, unsigned.assignment().assignment().sign(DOMAIN, REQUESTER).signature());
  }

  static Order of(int number, long price, Signature signature) {
    return new Order(
        Cid.of(Multicodec.DAG_JSON, ByteBuffer.allocate(4).putInt(number).array()),
        WORD,
        REQUESTER.address(),
        NODE.address(),
        Wei.of(price),
        DEADLINE,
        WORD,
        signature,
        DEADLINE - 100,
        LIMITS);
  }

  /** One of many results of a task. */
  static Journal.Result result(int number) {
    Digest salt = Digest.of(ByteBuffer.allocate(Digest.LENGTH).putInt(number).array());
    return new Journal.Result(
        Cid.of(Multicodec.DAG_JSON, salt.bytes()),
        new Reveal(salt, salt, salt, WORD, number, REQUESTER.sign(salt.bytes())));
  }
}
