package net.neuralpro.transforms.worker;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;
import net.neuralpro.schemas.content.Block;

/**
 * What a worker and its parent say to each other: a kind, then at most a block's worth of bytes,
 * framed as one byte, a four-byte length and the bytes.
 */
record Message(Kind kind, byte[] body) {
  private static final int MAX_BODY = Block.MAX_SIZE + 64;

  /** The kinds of messages. */
  enum Kind {
    /** Worker: it is ready for a derivation. No body. */
    READY,
    /** Parent: run this derivation. Body: its block. */
    RUN,
    /** Worker: give me this block. Body: its CID. */
    GET,
    /** Parent: the block. Body: its bytes. */
    BLOCK,
    /** Parent: the block is not there, or not one of this derivation's. No body. */
    ABSENT,
    /** Worker: keep this block. Body: the multicodec's place in its enum, then the bytes. */
    PUT,
    /** Worker: the derivation has ended. Body: its outcome. */
    DONE,
    /** Worker: the store's side failed. Body: the message as text. */
    FAILED
  }

  static Message of(Kind kind) {
    return new Message(kind, new byte[0]);
  }

  void write(DataOutputStream out) throws IOException {
    out.writeByte(kind.ordinal());
    out.writeInt(body.length);
    out.write(body);
  }

  /** The next message, or empty at the end of the stream. */
  static Optional<Message> read(DataInputStream in) throws IOException {
    int kind = in.read();
    if (kind < 0) {
      return Optional.empty();
    }
    if (kind >= Kind.values().length) {
      throw new IOException("Cannot read a message of kind " + kind);
    }
    int length = in.readInt();
    if (length < 0 || length > MAX_BODY) {
      throw new IOException("Cannot read a message of " + length + " bytes: at most " + MAX_BODY);
    }
    byte[] body = in.readNBytes(length);
    if (body.length != length) {
      throw new EOFException("Cannot read a message: it is cut off");
    }
    return Optional.of(new Message(Kind.values()[kind], body));
  }
}
