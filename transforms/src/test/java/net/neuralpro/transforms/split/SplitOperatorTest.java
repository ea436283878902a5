package net.neuralpro.transforms.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.schemas.clip.Clip;
import net.neuralpro.schemas.clip.ClipKey;
import net.neuralpro.schemas.clip.Clips;
import net.neuralpro.schemas.clip.Clusters;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.MemoryBlockStore;
import net.neuralpro.schemas.content.Multicodec;
import net.neuralpro.schemas.dataset.RecordingEntries;
import net.neuralpro.schemas.dataset.RecordingEntry;
import net.neuralpro.schemas.dataset.Splits;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.BlindingSecret;
import net.neuralpro.schemas.recording.Consent;
import net.neuralpro.schemas.recording.Licence;
import net.neuralpro.schemas.recording.PrivateHalf;
import net.neuralpro.schemas.recording.PublicHalf;
import net.neuralpro.schemas.recording.SignedManifest;
import net.neuralpro.schemas.recording.StreamFile;
import net.neuralpro.transforms.operators.Invocation;
import org.junit.jupiter.api.Test;

class SplitOperatorTest {
  private final MemoryBlockStore store = new MemoryBlockStore();
  private final List<Clusters.Member> clusters = new ArrayList<>();

  @Test
  void bindsTheRecordingsOfADeviceOrAContributorOrACluster() throws IOException {
    RecordingEntry one = entry(1, "camera a", 1);
    RecordingEntry two = entry(2, "camera a", 2);
    RecordingEntry three = entry(2, "camera b", 3);
    RecordingEntry four = entry(3, "camera c", 4);
    RecordingEntry five = entry(4, "camera d", 5);
    ClipKey shown = new ClipKey(four.recording(), 0);
    clusters.add(new Clusters.Member(shown, shown, ""));
    clusters.add(new Clusters.Member(new ClipKey(five.recording(), 0), shown, ""));

    Splits splits = split(List.of(one, two, three, four, five), "device", "contributor", "cluster");

    assertThat(component(splits, two)).isEqualTo(component(splits, one));
    assertThat(component(splits, three)).isEqualTo(component(splits, one));
    assertThat(component(splits, four)).isNotEqualTo(component(splits, one));
    assertThat(component(splits, five)).isEqualTo(component(splits, four));
  }

  @Test
  void bindsByNothingElseThanWhatItIsTold() throws IOException {
    RecordingEntry one = entry(1, "camera a", 1);
    RecordingEntry two = entry(1, "camera b", 2);

    Splits splits = split(List.of(one, two), "device");

    assertThat(component(splits, two)).isNotEqualTo(component(splits, one));
  }

  @Test
  void doesNotTakeUnknownDevicesForOneDevice() throws IOException {
    RecordingEntry one = entry(1, PrivateHalf.UNKNOWN_DEVICE, 1);
    RecordingEntry two = entry(2, PrivateHalf.UNKNOWN_DEVICE, 2);

    Splits splits = split(List.of(one, two), "device");

    assertThat(component(splits, two)).isNotEqualTo(component(splits, one));
  }

  @Test
  void namesTheKindsOfKeysThatThereAre() {
    assertThatThrownBy(() -> parameters("weather"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot split by 'weather': only by [device, contributor, place, cluster]");
  }

  @Test
  void refusesToGiveAwayMoreThanThereIs() {
    assertThatThrownBy(
            () ->
                new SplitParameters(
                    List.of("device"), new BigDecimal("0.6"), new BigDecimal("0.5")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot give more than all to validation and test");
  }

  private static SplitParameters parameters(String... by) {
    return new SplitParameters(List.of(by), new BigDecimal("0.1"), new BigDecimal("0.1"));
  }

  private Splits split(List<RecordingEntry> entries, String... by) throws IOException {
    ContentFiles files = new ContentFiles(store);
    SortedMap<String, Cid> inputs = new TreeMap<>();
    inputs.put("entries", new RecordingEntries(entries).store(files));
    inputs.put("clusters", new Clusters(clusters).store(files));
    Invocation invocation = new Invocation(store, inputs);
    new SplitOperator().apply(parameters(by), invocation);
    return Splits.read(files, invocation.outputs().get("splits"));
  }

  private static Cid component(Splits splits, RecordingEntry entry) {
    return splits.assignments().stream()
        .filter(assignment -> assignment.recording().equals(entry.recording()))
        .findFirst()
        .orElseThrow()
        .component();
  }

  private RecordingEntry entry(int contributor, String device, int content) {
    PrivateHalf privateHalf =
        new PrivateHalf(
            device,
            Optional.empty(),
            Optional.empty(),
            Consent.NONE,
            BlindingSecret.of(new byte[32]));
    byte[] account = new byte[Address.LENGTH];
    account[0] = (byte) contributor;
    Cid stream = Cid.of(Multicodec.RAW, new byte[] {(byte) content});
    SignedManifest manifest =
        new SignedManifest(
            new PublicHalf(
                Address.of(account),
                Licence.UNSTATED,
                List.of(new StreamFile("video.mp4", stream, 1)),
                privateHalf.commitments(),
                privateHalf.digest()),
            Optional.empty());
    SortedMap<String, Cid> values =
        new TreeMap<>(
            Map.of(
                "manifest", put(manifest.block()),
                "private", put(privateHalf.block()),
                "segment/clips",
                    put(DagJson.block(new Clips(List.of(new Clip(0, 0, 0, 10, 0, 10)))))));
    return new RecordingEntry(manifest.cid(), values);
  }

  private Cid put(Block block) {
    store.put(block);
    return block.cid();
  }
}
