package net.neuralpro.pipelines.flows.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NamedUuidTest {
  /** The expected ones are those of Python's {@code uuid.uuid5(uuid.NAMESPACE_URL, …)}. */
  @Test
  void isThatOfOthers() {
    assertThat(NamedUuid.ofUrl("ipfs://bafkqaaa"))
        .hasToString("c0000316-4c05-5f5a-9456-6b70d8355fd2");
    assertThat(NamedUuid.ofUrl("https://example.com/\u00e4"))
        .hasToString("afdef7ba-7312-5e42-ac2d-ed60cef58139");
  }
}
