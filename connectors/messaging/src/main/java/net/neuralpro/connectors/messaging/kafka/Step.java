package net.neuralpro.connectors.messaging.kafka;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.UUID;
import net.neuralpro.connectors.messaging.Work;

/**
 * One record of a queue's log: a call of somebody.
 *
 * @param call names it to whoever waits for what came of it; of a take it is the token
 * @param id of the work; empty for a take
 * @param token of the hand-out; empty for an offer or a take
 * @param holdMillis for how long the work is held; 0 where nothing is
 * @param work that is offered
 */
record Step(Kind kind, UUID call, String id, String token, long holdMillis, Optional<Work> work) {
  /** What is done. Their order is that of the numbers in the log. */
  enum Kind {
    OFFER,
    TAKE,
    RENEW,
    FINISH,
    RELEASE,
    /** All that was before is forgotten, so that the log does not grow for ever. */
    FORGET
  }

  static Step of(Kind kind, String id, String token, long holdMillis) {
    return new Step(kind, UUID.randomUUID(), id, token, holdMillis, Optional.empty());
  }

  static Step offer(Work work) {
    return new Step(Kind.OFFER, UUID.randomUUID(), work.id(), "", 0, Optional.of(work));
  }

  byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(kind.ordinal());
      out.writeLong(call.getMostSignificantBits());
      out.writeLong(call.getLeastSignificantBits());
      out.writeUTF(id);
      out.writeUTF(token);
      out.writeLong(holdMillis);
      if (work.isPresent()) {
        out.writeUTF(work.get().lane());
        out.writeByte(work.get().priority());
        out.write(work.get().body());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Reads a record; empty if another program wrote it. */
  static Optional<Step> read(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int number = in.readUnsignedByte();
      if (number >= Kind.values().length) {
        return Optional.empty();
      }
      Kind kind = Kind.values()[number];
      UUID call = new UUID(in.readLong(), in.readLong());
      String id = in.readUTF();
      String token = in.readUTF();
      long hold = in.readLong();
      Optional<Work> work =
          kind == Kind.OFFER
              ? Optional.of(new Work(id, in.readUTF(), in.readUnsignedByte(), in.readAllBytes()))
              : Optional.empty();
      return hold < 0 || in.available() > 0
          ? Optional.empty()
          : Optional.of(new Step(kind, call, id, token, hold, work));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
