package net.neuralpro.connectors.storage.arweave;

import static net.neuralpro.connectors.storage.arweave.Samples.WALLET;
import static net.neuralpro.connectors.storage.arweave.Samples.pattern;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import net.neuralpro.connectors.storage.StorageException;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.Multicodec;
import net.neuralpro.schemas.content.Sha256;
import net.neuralpro.schemas.dataset.DatasetFile;
import net.neuralpro.schemas.dataset.DatasetTotals;
import net.neuralpro.schemas.dataset.DatasetVersion;
import net.neuralpro.schemas.dataset.LineageCommitment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvenanceBundleTest {
  @TempDir private Path folder;

  private DatasetFile file(String path, int size) throws IOException {
    byte[] bytes = pattern(size);
    Files.createDirectories(folder.resolve(path).getParent());
    Files.write(folder.resolve(path), bytes);
    return new DatasetFile(
        path, Cid.of(Multicodec.RAW, bytes), size, HexFormat.of().formatHex(Sha256.of(bytes)));
  }

  private static DatasetVersion version(List<DatasetFile> files) {
    return new DatasetVersion(
        1,
        Cid.of(Multicodec.DAG_JSON, new byte[0]),
        Optional.empty(),
        new LineageCommitment("0".repeat(64), 0),
        new DatasetTotals(0, 0, 0, 0, new TreeMap<>()),
        files);
  }

  private ProvenanceBundle bundle(DatasetVersion version) throws IOException {
    return ProvenanceBundle.of(folder, version.block().cid(), version);
  }

  @Test
  void holdsManifestAndLineageAndNothingElse() throws IOException {
    DatasetVersion version =
        version(List.of(file("lineage/clips.jsonl", 1000), file("main/video.mp4", 10)));
    ProvenanceBundle provenance = bundle(version);
    Bundle read = Bundle.read(provenance.sign(WALLET).bytes(), "it");

    assertThat(provenance.files()).containsOnlyKeys("manifest.json", "lineage/clips.jsonl");
    assertThat(provenance.tags()).containsEntry("Dataset-Root", version.block().cid().toString());
    assertThat(provenance.requireSame(read, "it")).isEqualTo(WALLET.address());
  }

  @Test
  void refusesWhatChangedIsAnothersOrTooLarge() throws IOException {
    DatasetFile clips = file("lineage/clips.jsonl", 1000);
    ProvenanceBundle provenance = bundle(version(List.of(clips)));
    Bundle less = new Bundle(provenance.sign(WALLET).items().subList(0, 1));
    Bundle other = bundle(version(List.of())).sign(WALLET);

    assertThatThrownBy(() -> provenance.requireSame(less, "it"))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("it lacks manifest.json");
    assertThatThrownBy(() -> provenance.requireSame(other, "it"))
        .hasMessageContaining("file 'manifest.json' is not that of the dataset");
    Files.write(folder.resolve(clips.path()), new byte[1000]);
    assertThatThrownBy(() -> bundle(version(List.of(clips))))
        .hasMessageContaining("lineage/clips.jsonl is missing or not what its root says");
    DatasetFile large =
        new DatasetFile(clips.path(), clips.cid(), Bundle.MAX_BYTES + 1L, clips.sha256());
    assertThatThrownBy(() -> bundle(version(List.of(large))))
        .hasMessageContaining("at most 67108864 go into a bundle");
  }
}
