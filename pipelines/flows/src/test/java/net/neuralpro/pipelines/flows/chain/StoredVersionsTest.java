package net.neuralpro.pipelines.flows.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import net.neuralpro.pipelines.flows.curate.Lineage;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.MalformedContentException;
import net.neuralpro.schemas.content.MemoryBlockStore;
import net.neuralpro.schemas.content.MissingBlockException;
import net.neuralpro.schemas.content.Multicodec;
import net.neuralpro.schemas.dataset.DatasetFile;
import net.neuralpro.schemas.dataset.DatasetTotals;
import net.neuralpro.schemas.dataset.DatasetVersion;
import net.neuralpro.schemas.dataset.LineageCommitment;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.BlindingSecret;
import net.neuralpro.schemas.recording.Consent;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.schemas.recording.PrivateHalf;
import net.neuralpro.schemas.recording.Registration;
import net.neuralpro.schemas.reward.RegisteredTogether;
import org.junit.jupiter.api.Test;

class StoredVersionsTest {
  private static final Digest DATASET = Digest.of(new byte[Digest.LENGTH]);

  private final BlockStore store = new MemoryBlockStore();

  private Digest version(byte[]... registrations) throws IOException {
    List<DatasetFile> files =
        registrations.length == 0
            ? List.of()
            : List.of(
                new DatasetFile(
                    Lineage.REGISTRATIONS,
                    new ContentFiles(store).add(registrations[0]),
                    registrations[0].length,
                    "0".repeat(64)));
    Block block =
        new DatasetVersion(
                1,
                Cid.of(Multicodec.DAG_JSON, new byte[] {'{', '}'}),
                Optional.empty(),
                new LineageCommitment("0".repeat(64), 0),
                new DatasetTotals(0, 0, 0, 0, new TreeMap<>()),
                files)
            .block();
    store.put(block);
    return Digest.of(block.cid().digest());
  }

  @Test
  void readsHowRecordingsWereRegistered() throws IOException {
    Cid recording = Cid.of(Multicodec.DAG_JSON, new byte[] {'1'});
    PrivateHalf half =
        new PrivateHalf(
            "camera",
            Optional.empty(),
            Optional.empty(),
            Consent.NONE,
            BlindingSecret.of(new byte[32]));
    Digest blinded = Registration.blind(recording, half);
    Registration registration = Registration.of(List.of(blinded), recording, half);
    RegisteredTogether together =
        new RegisteredTogether(
            List.of(blinded),
            List.of(
                new RegisteredTogether.Shown(
                    0,
                    Digest.of(recording.digest()),
                    Address.of(new byte[Address.LENGTH]),
                    registration.salt())));
    String line = new String(DagJson.write(together), StandardCharsets.UTF_8);

    assertThat(
            new StoredVersions(store)
                .registrations(
                    version((line + "\n" + line + "\n").getBytes(StandardCharsets.UTF_8))))
        .containsExactly(together, together);
  }

  @Test
  void aVersionNeedHaveNeitherFactsNorRegistrations() throws IOException {
    Digest version = version();
    assertThat(new StoredVersions(store).registrations(version)).isEmpty();
    assertThat(new StoredVersions(store).facts(DATASET, version).next()).isEmpty();
  }

  @Test
  void refusesRegistrationsThatAreNone() throws IOException {
    Digest version = version(new byte[] {'{', '}', '\n'});
    assertThatThrownBy(() -> new StoredVersions(store).registrations(version))
        .isInstanceOf(MalformedContentException.class);
  }

  @Test
  void refusesAVersionThatIsNotThere() {
    assertThatThrownBy(() -> new StoredVersions(store).facts(DATASET, DATASET))
        .isInstanceOf(MissingBlockException.class)
        .hasMessageContaining("Cannot find block ");
  }
}
