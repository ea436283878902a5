package net.neuralpro.connectors.chain.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class BytecodeTest {
  static final List<String> CONTRACTS = Deployment.CONTRACTS;
  private static final String OPEN = "7f" + "00".repeat(32);

  private static String runtime(Bytecode code) {
    return code.creation().substring(code.creation().indexOf("fe6080604052") + 2);
  }

  @ParameterizedTest
  @FieldSource("CONTRACTS")
  void matchesWhateverAContractWasConstructedWith(String name) {
    Bytecode code = Bytecode.of(name);
    String runtime = runtime(code);

    assertThat(code.matches(runtime)).isTrue();
    assertThat(code.matches(runtime.replace(OPEN, "7f" + "ab".repeat(32)))).isTrue();
  }

  @ParameterizedTest
  @FieldSource("CONTRACTS")
  void matchesNoOtherCode(String name) {
    Bytecode code = Bytecode.of(name);
    String runtime = runtime(code);

    assertThat(code.matches("")).isFalse();
    assertThat(code.matches(runtime + "00")).isFalse();
    assertThat(code.matches(runtime.substring(2))).isFalse();
    assertThat(code.matches("61" + runtime.substring(2))).isFalse();
    assertThat(code.matches(runtime.substring(0, runtime.length() - 2) + "01")).isFalse();
  }

  @Test
  void isThereForKnownContractsOnly() {
    assertThatThrownBy(() -> Bytecode.of("Nothing"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot find the code of contract Nothing");
  }
}
