package net.neuralpro.schemas.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class IdentityFormsTest {
  /** From EIP-55. */
  private static final List<String> ADDRESSES =
      List.of(
          "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
          "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
          "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
          "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
          "0x52908400098527886E0F7030069857D2E4169EE7",
          "0xde709f2102306220921060314715629080e2fb77");

  @Example
  void addressesHaveTheChecksumOfTheStandard() {
    for (String text : ADDRESSES) {
      assertThat(Address.parse(text.toLowerCase(Locale.ROOT))).hasToString(text);
      assertThat(Address.of(new Address(text).bytes())).hasToString(text);
    }
  }

  @Example
  void refusesAnAddressWithAWrongChecksum() {
    assertThatThrownBy(() -> Address.parse("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not the checksum of EIP-55");
    assertThatThrownBy(() -> Address.parse("0x5aAe"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0x and 40 hex digits are needed");
  }

  @Example
  void refusesTheOtherFormOfASignature() {
    String hex = SampleManifests.SIGNATURE.hex();
    String upperHalf = "f".repeat(32) + "0".repeat(32);
    assertThatThrownBy(() -> new Signature(hex.substring(0, 66) + upperHalf + "1b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("s must be in the lower half");
    assertThatThrownBy(() -> new Signature(hex.substring(0, 130) + "01"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the last two 1b or 1c");
  }

  @Property
  void noSignatureOfAnythingFailsOtherThanByAnotherSigner(@ForAll byte[] noise) {
    byte[] bytes = SampleManifests.SIGNATURE.bytes();
    for (int index = 0; index < Math.min(noise.length, 32); index++) {
      bytes[index] ^= noise[index];
    }
    Signature signature;
    try {
      signature = Signature.of(bytes);
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining("out of range");
      return;
    }
    assertThat(signature.signer(new byte[32]))
        .isNotEqualTo(Optional.of(SampleManifests.CONTRIBUTOR));
  }

  @Example
  void acceptsLicenceExpressions() {
    for (String text :
        List.of(
            "CC-BY-4.0",
            "GPL-2.0+",
            "LicenseRef-Unstated",
            "DocumentRef-spdx:LicenseRef-1",
            "MIT OR (Apache-2.0 AND CC0-1.0)",
            "((MIT))",
            "GPL-2.0-only WITH Classpath-exception-2.0")) {
      assertThat(new Licence(text)).hasToString(text);
    }
  }

  @Example
  void refusesTextsThatAreNoLicenceExpression() {
    for (String text :
        List.of(
            "",
            " MIT",
            "MIT ",
            "MIT  OR MIT",
            "MIT MIT",
            "OR",
            "MIT OR",
            "(MIT",
            "MIT)",
            "()",
            "( MIT )",
            "all rights reserved!",
            "M\nIT",
            "LicenseRef-",
            "x".repeat(201))) {
      assertThatThrownBy(() -> new Licence(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("an SPDX expression is needed");
    }
  }
}
