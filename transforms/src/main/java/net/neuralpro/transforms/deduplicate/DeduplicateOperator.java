package net.neuralpro.transforms.deduplicate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.neuralpro.schemas.clip.Clip;
import net.neuralpro.schemas.clip.ClipKey;
import net.neuralpro.schemas.clip.Clips;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.dataset.RecordingEntries;
import net.neuralpro.schemas.dataset.RecordingEntry;
import net.neuralpro.schemas.dataset.RecordingOrder;
import net.neuralpro.schemas.recording.SignedManifest;
import net.neuralpro.schemas.recording.StreamFile;
import net.neuralpro.transforms.operators.Invocation;
import net.neuralpro.transforms.operators.Operator;
import net.neuralpro.transforms.operators.Trust;

/**
 * Operator {@code deduplicate}. In: {@code entries}, the {@link RecordingEntries} of the run with
 * {@code manifest}, {@code segment/clips}, {@code filter/accepted} where clips are filtered, and
 * {@code ingest/video}, {@code fingerprint/fingerprints} and {@code fingerprint/digests} where they
 * have a video; {@code parent}, those of the parent version and those that may count for others
 * only, where there are any; {@code order}, recordings in the order of their registration, where
 * that is known. Out: {@code clusters}, the {@link net.neuralpro.schemas.clip.Clusters} of all
 * clips. A recording that both have is itself: it has the clips of the run, and comes first as the
 * parent's.
 */
public final class DeduplicateOperator implements Operator<DeduplicateParameters> {
  @Override
  public String name() {
    return "deduplicate";
  }

  @Override
  public String description() {
    return "Finds clips of the same footage, copied, re-muxed or re-encoded, and keeps one of"
        + " each.";
  }

  @Override
  public Class<DeduplicateParameters> parameters() {
    return DeduplicateParameters.class;
  }

  @Override
  public Trust trust() {
    return Trust.PURE;
  }

  @Override
  public void apply(DeduplicateParameters parameters, Invocation invocation) throws IOException {
    SortedMap<Cid, RecordingEntry> parent = new TreeMap<>();
    Optional<Cid> parentEntries = invocation.optionalInput("parent");
    if (parentEntries.isPresent()) {
      parent.putAll(entries(invocation, parentEntries.get()));
    }
    SortedMap<Cid, RecordingEntry> all = new TreeMap<>(parent);
    all.putAll(entries(invocation, invocation.input("entries")));

    Map<Cid, Integer> turns = turns(invocation);
    List<KnownClip> clips = new ArrayList<>();
    List<Optional<Cid>> tables = new ArrayList<>();
    Copies copies = new Copies();
    for (RecordingEntry entry : all.values()) {
      KnownClip.Origin origin =
          parent.containsKey(entry.recording()) ? KnownClip.Origin.PARENT : KnownClip.Origin.RUN;
      int turn = turns.getOrDefault(entry.recording(), Integer.MAX_VALUE);
      Cid content = content(invocation, entry);
      Optional<Cid> digests = entry.value("fingerprint/digests");
      Optional<ClipDigests> pictures = Optional.empty();
      if (digests.isPresent()) {
        pictures = Optional.of(invocation.read(digests.get(), ClipDigests.class));
      }
      List<Clip> own = invocation.read(entry.require("segment/clips"), Clips.class).clips();
      Set<Integer> accepted = accepted(invocation, entry, own);
      for (Clip clip : own) {
        ClipKey key = new ClipKey(entry.recording(), clip.index());
        KnownClip.Standing standing =
            accepted.contains(clip.index())
                ? KnownClip.Standing.ACCEPTED
                : KnownClip.Standing.FILTERED;
        copies.add(
            clips.size(),
            content + "/" + clip.start() + "/" + clip.end(),
            pictures.flatMap(each -> each.of(clip.index())));
        clips.add(new KnownClip(key, clip, tables.size(), turn, origin, standing));
      }
      tables.add(entry.value("fingerprint/fingerprints"));
    }
    Clustering clustering = new Clustering(clips, parameters);
    copies.join(clustering);
    clustering.joinAlike(new StoredFootage(invocation, clips, tables));
    invocation.output("clusters", clustering.clusters().store(invocation.files()));
  }

  private static Map<Cid, Integer> turns(Invocation invocation) throws IOException {
    Map<Cid, Integer> turns = new HashMap<>();
    Optional<Cid> order = invocation.optionalInput("order");
    if (order.isPresent()) {
      for (Cid recording : RecordingOrder.read(invocation.files(), order.get()).recordings()) {
        turns.put(recording, turns.size());
      }
    }
    return turns;
  }

  private static SortedMap<Cid, RecordingEntry> entries(Invocation invocation, Cid cid)
      throws IOException {
    SortedMap<Cid, RecordingEntry> entries = new TreeMap<>();
    RecordingEntries.read(invocation.files(), cid)
        .entries()
        .forEach(entry -> entries.put(entry.recording(), entry));
    return entries;
  }

  private static Set<Integer> accepted(
      Invocation invocation, RecordingEntry entry, List<Clip> clips) throws IOException {
    Optional<Cid> filtered = entry.value("filter/accepted");
    return filtered.isPresent()
        ? Set.of(invocation.read(filtered.get(), Integer[].class))
        : clips.stream().map(Clip::index).collect(Collectors.toSet());
  }

  /** Names the video of a recording, or else all of its streams together. */
  private static Cid content(Invocation invocation, RecordingEntry entry) throws IOException {
    Optional<Cid> video = entry.value("ingest/video");
    if (video.isPresent()) {
      return video.get();
    }
    List<Cid> streams =
        invocation
            .read(entry.require("manifest"), SignedManifest.class)
            .publicHalf()
            .streams()
            .stream()
            .map(StreamFile::cid)
            .sorted()
            .toList();
    return DagJson.block(streams).cid();
  }
}
