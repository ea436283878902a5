package net.neuralpro.transforms.split;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import net.neuralpro.schemas.clip.Clusters;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.dataset.RecordingEntry;
import net.neuralpro.schemas.recording.Device;
import net.neuralpro.schemas.recording.PrivateHalf;
import net.neuralpro.schemas.recording.RecordingDescription;
import net.neuralpro.schemas.recording.SignedManifest;
import net.neuralpro.transforms.operators.Invocation;

/** What recordings share with others, as far as it is known of each. */
final class RecordingKeys {
  private static final String DEVICE = "device";
  private static final String CONTRIBUTOR = "contributor";
  private static final String PLACE = "place";
  private static final String CLUSTER = "cluster";

  private final Invocation invocation;
  private final List<String> by;
  private final Places places = new Places();
  private final SortedMap<Cid, SortedSet<Key>> clusters = new TreeMap<>();

  private RecordingKeys(Invocation invocation, List<String> by) {
    this.invocation = invocation;
    this.by = by;
  }

  /** Looks at all recordings that are to be parted. */
  static RecordingKeys of(
      Collection<RecordingEntry> entries, List<String> by, Invocation invocation)
      throws IOException {
    RecordingKeys keys = new RecordingKeys(invocation, by);
    if (by.contains(CLUSTER)) {
      keys.readClusters();
    }
    if (by.contains(PLACE)) {
      for (RecordingEntry entry : entries) {
        keys.description(entry).ifPresent(description -> keys.places.add(description.cells()));
      }
    }
    return keys;
  }

  private void readClusters() throws IOException {
    for (Clusters.Member member :
        Clusters.read(invocation.files(), invocation.input("clusters")).members()) {
      clusters
          .computeIfAbsent(member.clip().recording(), recording -> new TreeSet<>())
          .add(new Key(CLUSTER, member.representative().toString()));
    }
  }

  /** What must not be in another split than a recording. */
  SortedSet<Key> keys(RecordingEntry entry) throws IOException {
    SortedSet<Key> keys = new TreeSet<>();
    String contributor =
        invocation
            .read(entry.require("manifest"), SignedManifest.class)
            .publicHalf()
            .contributor()
            .toString();
    Optional<RecordingDescription> description = description(entry);
    if (by.contains(CONTRIBUTOR)) {
      keys.add(new Key(CONTRIBUTOR, contributor));
    }
    if (by.contains(DEVICE)) {
      devices(named(entry), description.flatMap(RecordingDescription::device), contributor)
          .forEach(device -> keys.add(new Key(DEVICE, device)));
    }
    if (by.contains(PLACE) && description.isPresent()) {
      places
          .binding(description.get().cells())
          .forEach(cell -> keys.add(new Key(PLACE, cell + " " + cell.size().toPlainString())));
    }
    if (by.contains(CLUSTER)) {
      keys.addAll(clusters.getOrDefault(entry.recording(), new TreeSet<>()));
    }
    return keys;
  }

  /**
   * What tells a device from others. Make and model do not: many have the same, so that they stand
   * for a device only together with its contributor.
   *
   * @param named what the contributor calls it, which may be what the files say
   * @param described what the files say
   */
  private static SortedSet<String> devices(
      Optional<String> named, Optional<Device> described, String contributor) {
    SortedSet<String> devices = new TreeSet<>();
    boolean numbered = described.flatMap(Device::serial).isPresent();
    Optional<String> text = described.flatMap(Device::text);
    if (numbered) {
      text.ifPresent(devices::add);
    }
    Optional<String> name = named.or(() -> text);
    if (name.isPresent()) {
      devices.add(contributor + " " + name.get());
      if (numbered || !name.equals(text)) {
        devices.add(name.get());
      }
    }
    return devices;
  }

  private Optional<String> named(RecordingEntry entry) throws IOException {
    Optional<Cid> privateHalf = entry.value("private");
    return privateHalf.isEmpty()
        ? Optional.empty()
        : Optional.of(invocation.read(privateHalf.get(), PrivateHalf.class).device())
            .filter(device -> !device.equals(PrivateHalf.UNKNOWN_DEVICE));
  }

  private Optional<RecordingDescription> description(RecordingEntry entry) throws IOException {
    Optional<Cid> description = entry.value("ingest/recording");
    return description.isEmpty()
        ? Optional.empty()
        : Optional.of(invocation.read(description.get(), RecordingDescription.class));
  }
}
