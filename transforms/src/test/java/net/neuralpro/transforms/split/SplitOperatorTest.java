package net.neuralpro.transforms.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
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
import net.neuralpro.schemas.recording.Device;
import net.neuralpro.schemas.recording.Licence;
import net.neuralpro.schemas.recording.PrivateHalf;
import net.neuralpro.schemas.recording.PublicHalf;
import net.neuralpro.schemas.recording.RecordingClock;
import net.neuralpro.schemas.recording.RecordingDescription;
import net.neuralpro.schemas.recording.RecordingDescription.Cell;
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
  void bindsByAMereModelOnlyWhatOneContributorHas() throws IOException {
    Device model = Device.ofModel("Acme Box");
    RecordingEntry one = described(entry(1, "Acme Box", 1), model);
    RecordingEntry two = described(entry(1, "Acme Box", 2), model);
    RecordingEntry three = described(entry(2, "Acme Box", 3), model);
    RecordingEntry four = described(withoutPrivateHalf(entry(2, "Acme Box", 4)), model);

    Splits splits = split(List.of(one, two, three, four), "device");

    assertThat(component(splits, two)).isEqualTo(component(splits, one));
    assertThat(component(splits, three)).isNotEqualTo(component(splits, one));
    assertThat(component(splits, four)).isEqualTo(component(splits, three));
  }

  @Test
  void bindsByASerialNumberWhateverItsContributorsCallTheDevice() throws IOException {
    Device device = new Device(Optional.empty(), Optional.of("Box"), Optional.of("17"));
    RecordingEntry one = described(entry(1, "Box 17", 1), device);
    RecordingEntry two = described(entry(2, "my camera", 2), device);
    RecordingEntry three = described(withoutPrivateHalf(entry(3, "Box 17", 3)), device);
    RecordingEntry four = entry(4, "my camera", 4);

    Splits splits = split(List.of(one, two, three, four), "device");

    assertThat(splits.assignments())
        .extracting(Splits.Assignment::component)
        .containsOnly(
            Collections.min(
                List.of(one.recording(), two.recording(), three.recording(), four.recording())));
  }

  @Test
  void bindsByEveryCellThatARecordingHasFixesIn() throws IOException {
    RecordingEntry one = visiting(1, cell("47.37", "8.53", "0.01"), cell("47.38", "8.53", "0.01"));
    RecordingEntry two = visiting(2, cell("47.38", "8.53", "0.01"), cell("47.39", "8.53", "0.01"));
    RecordingEntry three = visiting(3, cell("47.4", "8.53", "0.01"));

    Splits splits = split(List.of(one, two, three), "place");

    assertThat(component(splits, two)).isEqualTo(component(splits, one));
    assertThat(component(splits, three)).isNotEqualTo(component(splits, one));
  }

  @Test
  void bindsALongWayToWhatLiesInItsCoarserCells() throws IOException {
    RecordingEntry far = visiting(1, cell("47.36", "8.52", "0.04"));
    RecordingEntry inside = visiting(2, cell("47.39", "8.55", "0.01"));
    RecordingEntry coarseInside = visiting(3, cell("47.36", "8.54", "0.02"));
    RecordingEntry beside = visiting(4, cell("47.4", "8.55", "0.01"));

    Splits splits = split(List.of(far, inside, coarseInside, beside), "place");

    assertThat(component(splits, inside)).isEqualTo(component(splits, far));
    assertThat(component(splits, coarseInside)).isEqualTo(component(splits, far));
    assertThat(component(splits, beside)).isNotEqualTo(component(splits, far));
  }

  @Test
  void bindsToWhatOnlyTheParentHas() throws IOException {
    RecordingEntry gone = only(entry(1, "camera a", 1), "manifest", "private");
    RecordingEntry same = entry(2, "camera a", 2);
    RecordingEntry other = entry(3, "camera b", 3);
    Splits parent =
        new Splits(List.of(new Splits.Assignment(gone.recording(), "test", gone.recording())));

    Splits splits = split(List.of(same, other), List.of(gone), parent, "device", "place");

    assertThat(splits.byRecording())
        .containsOnly(
            Map.entry(gone.recording(), "test"),
            Map.entry(same.recording(), "test"),
            Map.entry(other.recording(), "train"));
  }

  @Test
  void leavesOutWhatTheParentHasInNoSplit() throws IOException {
    RecordingEntry gone = only(entry(1, "camera a", 1), "manifest", "private");
    RecordingEntry same = entry(2, "camera a", 2);

    Splits splits = split(List.of(same), List.of(gone), new Splits(List.of()), "device");

    assertThat(splits.byRecording()).containsOnlyKeys(same.recording());
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
    return split(entries, List.of(), new Splits(List.of()), by);
  }

  private Splits split(
      List<RecordingEntry> entries, List<RecordingEntry> gone, Splits parent, String... by)
      throws IOException {
    ContentFiles files = new ContentFiles(store);
    SortedMap<String, Cid> inputs = new TreeMap<>();
    inputs.put("parent", new RecordingEntries(gone).store(files));
    inputs.put("parent-splits", parent.store(files));
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

  private static Cell cell(String latitude, String longitude, String size) {
    return new Cell(new BigDecimal(latitude), new BigDecimal(longitude), new BigDecimal(size));
  }

  private RecordingEntry visiting(int content, Cell... cells) {
    return described(entry(content, "camera " + content, content), Optional.empty(), cells);
  }

  private RecordingEntry described(RecordingEntry entry, Device device) {
    return described(entry, Optional.of(device));
  }

  private RecordingEntry described(RecordingEntry entry, Optional<Device> device, Cell... cells) {
    RecordingDescription description =
        new RecordingDescription(
            device,
            new RecordingClock(RecordingClock.Kind.MEDIA, Optional.empty()),
            List.of(),
            List.of(),
            List.of(cells),
            Optional.empty(),
            Optional.empty(),
            List.of());
    SortedMap<String, Cid> values = new TreeMap<>(entry.values());
    values.put("ingest/recording", put(DagJson.block(description)));
    return new RecordingEntry(entry.recording(), values);
  }

  private static RecordingEntry withoutPrivateHalf(RecordingEntry entry) {
    return only(entry, "manifest", "segment/clips");
  }

  private static RecordingEntry only(RecordingEntry entry, String... names) {
    SortedMap<String, Cid> values = new TreeMap<>(entry.values());
    values.keySet().retainAll(List.of(names));
    return new RecordingEntry(entry.recording(), values);
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
