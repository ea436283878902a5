package net.neuralpro.connectors.chain.deployment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The committed code of a contract. */
final class Bytecode {
  /** INVALID, then how the compiler begins each contract. */
  private static final String BEGINNING = "fe6080604052";

  private static final int PUSH1 = 0x60;
  private static final int PUSH32 = 0x7f;
  private static final int WORD = 32;

  private final String creation;
  private final byte[] code;

  private Bytecode(String creation) {
    this.creation = creation;
    int start = creation.indexOf(BEGINNING) + 2;
    code = HexFormat.of().parseHex(creation.substring(start));
  }

  /** The code of a contract of {@link Deployment#CONTRACTS}. */
  static Bytecode of(String name) {
    String resource = "/net/neuralpro/connectors/chain/contracts/" + name + ".bin";
    try (InputStream in = Bytecode.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("Cannot find the code of contract " + name);
      }
      return new Bytecode(new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip());
    } catch (IOException e) {
      throw new IllegalStateException("Every build has the code of the contracts", e);
    }
  }

  /** The code that makes the contract, to which what it is constructed with is appended. */
  String creation() {
    return creation;
  }

  /**
   * Whether the code that a chain has is what the contract consists of once it is made: the end of
   * the code that makes it. Where that pushes 32 zero bytes, the contract has what it was
   * constructed with, so anything is allowed.
   *
   * @param found hexadecimal without 0x
   */
  boolean matches(String found) {
    if (found.length() != 2 * code.length) {
      return false;
    }
    byte[] other = HexFormat.of().parseHex(found);
    int at = 0;
    while (at < code.length) {
      int operation = code[at] & 0xff;
      int operand = operation >= PUSH1 && operation <= PUSH32 ? operation - PUSH1 + 1 : 0;
      int end = Math.min(code.length, at + 1 + operand);
      boolean open = operation == PUSH32 && isZero(at + 1, end);
      if (other[at] != code[at] || !open && !equal(other, at + 1, end)) {
        return false;
      }
      at = end;
    }
    return true;
  }

  private boolean isZero(int from, int to) {
    for (int index = from; index < to; index++) {
      if (code[index] != 0) {
        return false;
      }
    }
    return to - from == WORD;
  }

  private boolean equal(byte[] other, int from, int to) {
    for (int index = from; index < to; index++) {
      if (code[index] != other[index]) {
        return false;
      }
    }
    return true;
  }
}
