package net.neuralpro.noderunner.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SystemCallFilterTest {
  private static final long AMD64 = 0xC000003EL;
  private static final long I386 = 0x40000003L;
  private static final int ALLOWED = 0x7fff0000;
  private static final int KILLED = 0x80000000;
  private static final int REFUSED = 0x00050001;
  private static final int NO_FAMILY = 0x00050000 | 97;
  private static final int NO_CALL = 0x00050000 | 38;

  private static final int CLONE = 56;
  private static final int SOCKET = 41;
  private static final int PTRACE = 101;

  /** What the kernel would answer, by the instructions that such programs have. */
  private static int answer(long architecture, int number, long argument) throws Exception {
    ByteBuffer program =
        ByteBuffer.wrap(SystemCallFilter.compile(OciBundle.seccomp(), "amd64"))
            .order(ByteOrder.nativeOrder());
    ByteBuffer data = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    data.putInt(number).putInt((int) architecture).putLong(0).putLong(argument);
    int held = 0;
    for (int at = 0; ; at++) {
      int code = program.getShort(at * 8);
      int ifTrue = program.get(at * 8 + 2) & 0xff;
      int ifFalse = program.get(at * 8 + 3) & 0xff;
      int value = program.getInt(at * 8 + 4);
      int compared = Integer.compareUnsigned(held, value);
      switch (code) {
        case 0x20 -> held = data.getInt(value);
        case 0x54 -> held &= value;
        case 0x15 -> at += compared == 0 ? ifTrue : ifFalse;
        case 0x25 -> at += compared > 0 ? ifTrue : ifFalse;
        case 0x35 -> at += compared >= 0 ? ifTrue : ifFalse;
        case 0x06 -> {
          return value;
        }
        default -> throw new AssertionError("The kernel does not know " + code);
      }
    }
  }

  @Test
  void refusesWhatTheProfileNames() throws Exception {
    assertThat(answer(AMD64, PTRACE, 0)).isEqualTo(REFUSED);
    assertThat(answer(AMD64, 435, 0)).isEqualTo(NO_CALL);
  }

  @Test
  void allowsWhatItDoesNotName() throws Exception {
    assertThat(answer(AMD64, 0, 0)).isEqualTo(ALLOWED);
    assertThat(answer(AMD64, 1, 40)).isEqualTo(ALLOWED);
  }

  @Test
  void endsProgramsThatCallInTheMannerOfAnotherArchitecture() throws Exception {
    assertThat(answer(I386, 20, 0)).isEqualTo(KILLED);
    assertThat(answer(AMD64, 0x40000000 | SOCKET, 1)).isEqualTo(KILLED);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 10})
  void allowsLocalAndInternetSockets(long family) throws Exception {
    assertThat(answer(AMD64, SOCKET, family)).isEqualTo(ALLOWED);
  }

  @Property
  void refusesAllOtherFamiliesOfSockets(
      @ForAll @IntRange(min = 0) int upper, @ForAll @IntRange(min = 3) int lower) throws Exception {
    long family = lower == 10 ? 11 : lower;

    assertThat(answer(AMD64, SOCKET, (long) upper << 32 | family)).isEqualTo(NO_FAMILY);
    assertThat(answer(AMD64, SOCKET, (upper | 1L) << 32 | 1)).isEqualTo(NO_FAMILY);
  }

  @Property
  void refusesCloneIntoAUserNamespaceWhateverElseIsAsked(@ForAll long flags) throws Exception {
    assertThat(answer(AMD64, CLONE, flags | 0x10000000L)).isEqualTo(REFUSED);
    assertThat(answer(AMD64, CLONE, flags & ~0x10000000L)).isEqualTo(ALLOWED);
  }

  @ParameterizedTest
  @CsvSource({"amd64, 0", "aarch64, 3"})
  void knowsTheCallsOfAnArchitecture(String architecture, int without) throws Exception {
    long named = 0;
    for (JsonNode rule : OciBundle.seccomp().path("syscalls")) {
      named += rule.path("args").isEmpty() ? rule.path("names").size() : 0;
    }
    ByteBuffer program =
        ByteBuffer.wrap(SystemCallFilter.compile(OciBundle.seccomp(), architecture))
            .order(ByteOrder.nativeOrder());
    long refused = 0;
    for (int at = 0; at < program.capacity(); at += 8) {
      int value = program.getInt(at + 4);
      refused += program.getShort(at) == 6 && (value == REFUSED || value == NO_CALL) ? 1 : 0;
    }

    assertThat(refused).as("and clone").isEqualTo(named - without + 1);
  }

  @Test
  void refusesAnArchitectureWhoseCallsItDoesNotKnow() {
    assertThatThrownBy(() -> SystemCallFilter.compile(OciBundle.seccomp(), "s390x"))
        .isInstanceOf(SandboxException.class)
        .hasMessage("Cannot filter system calls of s390x");
  }
}
