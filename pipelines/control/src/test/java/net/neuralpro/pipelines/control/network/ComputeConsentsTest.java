package net.neuralpro.pipelines.control.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.Multicodec;
import net.neuralpro.schemas.derivation.Derivation;
import net.neuralpro.schemas.derivation.Outcome;
import net.neuralpro.schemas.recording.Consent.Computation;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.schemas.recording.Licence;
import net.neuralpro.schemas.recording.PublicHalf;
import net.neuralpro.schemas.recording.SignedManifest;
import net.neuralpro.schemas.recording.StreamFile;
import net.neuralpro.transforms.operators.ExecutionListener.Source;
import org.junit.jupiter.api.Test;

class ComputeConsentsTest {
  private final ComputeConsents consents = new ComputeConsents();

  private static Cid content(String text) {
    return Cid.of(Multicodec.RAW, text.getBytes(StandardCharsets.UTF_8));
  }

  private static Derivation derivation(String... inputs) {
    Map<String, Cid> named = new TreeMap<>();
    for (String input : inputs) {
      named.put(input, content(input));
    }
    return new Derivation("examine", "0".repeat(16), DagJson.tree(Map.of()), new TreeMap<>(named));
  }

  private void admit(Computation computation, String... files) {
    ContributorKey key = ContributorKey.ofSeed(1, "contributor");
    PublicHalf half =
        new PublicHalf(
            key.address(),
            new Licence("CC0-1.0"),
            List.of(files).stream()
                .map(file -> new StreamFile(file, content(file), file.length()))
                .toList(),
            Map.of(),
            Digest.of(new byte[32]));
    SignedManifest manifest = key.sign(half);
    consents.admit(manifest, computation);
  }

  private void produce(Derivation derivation, String output) {
    consents.ended(
        derivation,
        new Outcome.Produced(derivation.cid(), new TreeMap<>(Map.of("output", content(output)))),
        Source.CACHED,
        0);
  }

  @Test
  void whatNobodyAgreedToStaysHere() {
    assertThat(consents.of(derivation("unknown"))).isEqualTo(Computation.OWN_MACHINE);
    assertThat(consents.of(derivation())).isEqualTo(Computation.OWN_MACHINE);
  }

  @Test
  void theStrictestOfAllInputsHolds() {
    admit(Computation.ANY, "a.mp4");
    admit(Computation.ALLOWED_NODES, "b.mp4");
    assertThat(consents.of(derivation("a.mp4"))).isEqualTo(Computation.ANY);
    assertThat(consents.of(derivation("a.mp4", "b.mp4"))).isEqualTo(Computation.ALLOWED_NODES);
    assertThat(consents.of(derivation("a.mp4", "unknown"))).isEqualTo(Computation.OWN_MACHINE);
  }

  @Test
  void theStrictestHoldsForAFileOfTwoRecordings() {
    admit(Computation.OWN_MACHINE, "a.mp4");
    admit(Computation.ANY, "a.mp4");
    assertThat(consents.of(derivation("a.mp4"))).isEqualTo(Computation.OWN_MACHINE);
  }

  @Test
  void whatIsDerivedMayGoWhereItsInputsMay() {
    admit(Computation.ANY, "a.mp4");
    admit(Computation.ALLOWED_NODES, "b.mp4");
    produce(derivation("a.mp4"), "a.frames");
    produce(derivation("a.mp4", "b.mp4"), "both.frames");
    assertThat(consents.of(derivation("a.frames"))).isEqualTo(Computation.ANY);
    assertThat(consents.of(derivation("both.frames"))).isEqualTo(Computation.ALLOWED_NODES);
  }

  @Test
  void whatWasDerivedBeforeAnybodyAgreedIsNoVerdict() {
    produce(derivation("a.mp4"), "b.mp4");
    admit(Computation.ANY, "a.mp4", "b.mp4");
    assertThat(consents.of(derivation("b.mp4"))).isEqualTo(Computation.ANY);
  }
}
