package net.neuralpro.pipelines.flows.chain;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.neuralpro.pipelines.flows.curate.Lineage;
import net.neuralpro.pipelines.flows.reward.FactSource;
import net.neuralpro.pipelines.flows.reward.PublishedVersions;
import net.neuralpro.pipelines.flows.reward.VersionFactsTable;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.DagJsonLines;
import net.neuralpro.schemas.content.Multicodec;
import net.neuralpro.schemas.dataset.DatasetFile;
import net.neuralpro.schemas.dataset.DatasetVersion;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.schemas.reward.RegisteredTogether;

/** Published versions whose blocks are in a store. */
public record StoredVersions(BlockStore store) implements PublishedVersions {
  @Override
  public FactSource facts(Digest dataset, Digest version) throws IOException {
    Optional<DatasetFile> table = version(version).file(VersionFactsTable.PATH);
    return table.isEmpty()
        ? FactSource.of(List.of())
        : VersionFactsTable.read(store, table.get().cid(), dataset, version);
  }

  @Override
  public List<RegisteredTogether> registrations(Digest version) throws IOException {
    List<RegisteredTogether> registrations = new ArrayList<>();
    Optional<DatasetFile> file = version(version).file(Lineage.REGISTRATIONS);
    if (file.isPresent()) {
      try (DagJsonLines<RegisteredTogether> lines =
          DagJsonLines.of(store, file.get().cid(), RegisteredTogether.class)) {
        for (Optional<RegisteredTogether> line = lines.next();
            line.isPresent();
            line = lines.next()) {
          registrations.add(line.get());
        }
      }
    }
    return registrations;
  }

  private DatasetVersion version(Digest version) throws IOException {
    Cid root = Cid.ofDigest(Multicodec.DAG_JSON, version.bytes());
    return DagJson.read(store.require(root), DatasetVersion.class);
  }
}
