package net.neuralpro.noderunner.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The profile of system calls as the kernel takes it: a classic BPF program over {@code struct
 * seccomp_data}, after seccomp(2). Calls in the manner of another architecture end the program, as
 * they would be known by other numbers. Profiles allow what they do not name, and name what fails
 * with an error; arguments are compared in all of their 64 bits.
 */
final class SystemCallFilter {
  private static final String NUMBERS = "system-calls.json";

  private static final int LOAD = 0x20;
  private static final int AND = 0x54;
  private static final int JUMP_IF_EQUAL = 0x15;
  private static final int JUMP_IF_GREATER = 0x25;
  private static final int JUMP_IF_AT_LEAST = 0x35;
  private static final int RETURN = 0x06;

  private static final int ALLOW = 0x7fff_0000;
  private static final int KILL = 0x8000_0000;
  private static final int ERROR = 0x0005_0000;

  private static final int NUMBER = 0;
  private static final int ARCHITECTURE = 4;
  private static final int ARGUMENTS = 16;
  private static final int HALF = 4;

  /** Set in the numbers of calls in the manner of x32, whose architecture is that of amd64. */
  private static final int X32 = 0x4000_0000;

  /** A jump to what follows the rule, whose length is not known before its end. */
  private static final int PAST = -1;

  private record Instruction(int code, int ifTrue, int ifFalse, int value) {}

  private final List<Instruction> program = new ArrayList<>();

  private SystemCallFilter() {}

  /**
   * Compiles a profile.
   *
   * @param profile in the form of the OCI runtime specification
   * @param architecture this computer's, as Java calls it
   * @return the program's instructions, as the kernel of this computer reads them
   * @throws SandboxException SANDBOX-ENGINE if the architecture's calls are not known
   */
  static byte[] compile(JsonNode profile, String architecture) throws IOException {
    JsonNode known = numbers().path(architecture);
    if (known.isMissingNode()) {
      throw new SandboxException(
          "SANDBOX-ENGINE", "Cannot filter system calls of %s".formatted(architecture));
    }
    SystemCallFilter filter = new SystemCallFilter();
    filter.add(LOAD, ARCHITECTURE);
    filter.add(JUMP_IF_EQUAL, 1, 0, (int) known.path("audit").asLong());
    filter.add(RETURN, KILL);
    filter.add(LOAD, NUMBER);
    filter.add(JUMP_IF_AT_LEAST, 0, 1, X32);
    filter.add(RETURN, KILL);
    for (JsonNode rule : profile.path("syscalls")) {
      for (JsonNode name : rule.path("names")) {
        JsonNode number = known.path("calls").path(name.asText());
        if (!number.isMissingNode()) {
          filter.addRule(number.asInt(), rule);
        }
      }
    }
    filter.add(RETURN, ALLOW);
    return filter.bytes();
  }

  private static JsonNode numbers() throws IOException {
    try (InputStream in = SystemCallFilter.class.getResourceAsStream(NUMBERS)) {
      if (in == null) {
        throw new IOException("Cannot find the numbers of system calls " + NUMBERS);
      }
      return new ObjectMapper().readTree(in);
    }
  }

  private void add(int code, int value) {
    add(code, 0, 0, value);
  }

  private void add(int code, int ifTrue, int ifFalse, int value) {
    program.add(new Instruction(code, ifTrue, ifFalse, value));
  }

  private void addRule(int number, JsonNode rule) {
    int start = program.size();
    add(JUMP_IF_EQUAL, 0, PAST, number);
    for (JsonNode condition : rule.path("args")) {
      addCondition(condition);
    }
    add(RETURN, ERROR | rule.path("errnoRet").asInt());
    int end = program.size();
    for (int index = start; index < end; index++) {
      Instruction each = program.get(index);
      if (each.ifFalse() == PAST) {
        program.set(
            index, new Instruction(each.code(), each.ifTrue(), end - index - 1, each.value()));
      }
    }
    if (!rule.path("args").isEmpty()) {
      add(LOAD, NUMBER);
    }
  }

  private void addCondition(JsonNode condition) {
    int argument = ARGUMENTS + 2 * HALF * condition.path("index").asInt();
    long value = condition.path("value").asLong();
    long other = condition.path("valueTwo").asLong();
    String operator = condition.path("op").asText();
    switch (operator) {
      case "SCMP_CMP_EQ" -> addEqual(argument, -1, value);
      case "SCMP_CMP_MASKED_EQ" -> addEqual(argument, value, other);
      case "SCMP_CMP_GT" -> {
        add(LOAD, argument + HALF);
        add(JUMP_IF_GREATER, 3, 0, high(value));
        add(JUMP_IF_EQUAL, 0, PAST, high(value));
        add(LOAD, argument);
        add(JUMP_IF_GREATER, 0, PAST, (int) value);
      }
      default -> throw new IllegalArgumentException("Cannot compare by " + operator);
    }
  }

  private void addEqual(int argument, long mask, long value) {
    add(LOAD, argument + HALF);
    add(AND, high(mask));
    add(JUMP_IF_EQUAL, 0, PAST, high(value));
    add(LOAD, argument);
    add(AND, (int) mask);
    add(JUMP_IF_EQUAL, 0, PAST, (int) value);
  }

  private static int high(long value) {
    return (int) (value >>> Integer.SIZE);
  }

  private byte[] bytes() {
    ByteBuffer bytes =
        ByteBuffer.allocate(program.size() * Long.BYTES).order(ByteOrder.nativeOrder());
    for (Instruction each : program) {
      bytes
          .putShort((short) each.code())
          .put((byte) each.ifTrue())
          .put((byte) each.ifFalse())
          .putInt(each.value());
    }
    return bytes.array();
  }
}
