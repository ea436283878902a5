package net.neuralpro.pipelines.flows.submit;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.connectors.media.recording.DiscoveredRecording;
import net.neuralpro.connectors.media.recording.DiscoveredRecording.Member;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.BlindingSecret;
import net.neuralpro.schemas.recording.Consent;
import net.neuralpro.schemas.recording.Licence;
import net.neuralpro.schemas.recording.Place;
import net.neuralpro.schemas.recording.PrivateHalf;
import net.neuralpro.schemas.recording.PublicHalf;
import net.neuralpro.schemas.recording.RecordingFiles;
import net.neuralpro.schemas.recording.SignedManifest;
import net.neuralpro.schemas.recording.StreamFile;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.RejectedInputException;
import net.neuralpro.schemas.time.TimeRange;

/**
 * Submits recordings: each file is read once, chunked and hashed into the block store; the manifest
 * is made from what the files and the contributor say, and signed. The same files, words and key
 * make the same manifest, whatever the order, the folder or the day.
 *
 * <p>Rules: SUBMIT-EMPTY (no files), SUBMIT-TOO-MANY (over 4096 files), SUBMIT-TOO-LARGE (a file
 * over 1 TiB), SUBMIT-UNREADABLE, SUBMIT-NAME (a file name that a manifest cannot have).
 */
public final class Submission {
  private static final long MAX_FILE = 1L << 40;

  private final BlockStore store;
  private final ContributorKey key;
  private final SubmissionProgress progress;

  public Submission(BlockStore store, ContributorKey key, SubmissionProgress progress) {
    this.store = store;
    this.key = key;
    this.progress = progress;
  }

  /**
   * Stores a recording's signed manifest.
   *
   * @param name what people call it
   * @param streams its files, as {@link #streams} stored them
   * @param facts what the files say
   * @param options what the contributor says, which goes first; a licence that nobody says is
   *     {@link Licence#UNSTATED}, consent that nobody gives is {@link Consent#NONE}
   * @throws IOException if the store fails
   */
  public Submitted submit(
      String name, List<StreamFile> streams, RecordingFacts facts, SubmissionOptions options)
      throws IOException {
    Words words =
        new Words(
            key.address(),
            options.licence().or(facts::licence).orElse(Licence.UNSTATED),
            options.device().or(facts::device).orElse(PrivateHalf.UNKNOWN_DEVICE),
            facts.captured(),
            facts.place(),
            options.consent().or(facts::consent).orElse(Consent.NONE),
            streams);
    PrivateHalf privateHalf = words.privateHalf(key.blindingSecret(words.digest()));
    SignedManifest manifest = key.sign(words.publicHalf(privateHalf));
    store.put(privateHalf.block());
    store.put(manifest.block());
    return new Submitted(name, manifest, Optional.of(privateHalf), Optional.empty(), List.of());
  }

  /**
   * Stores the files of a recording, reading each once; sorted by their public paths.
   *
   * @throws RejectedInputException if the recording cannot be submitted
   * @throws IOException if the store fails
   */
  public List<StreamFile> streams(DiscoveredRecording recording) throws IOException {
    SortedMap<String, Member> members = PublicNames.of(recording);
    if (members.isEmpty() || members.size() > RecordingFiles.MAX_STREAMS) {
      throw rejected(
          members.isEmpty() ? "SUBMIT-EMPTY" : "SUBMIT-TOO-MANY",
          recording.name(),
          "Cannot submit a recording of %d files: 1 to %d"
              .formatted(members.size(), RecordingFiles.MAX_STREAMS));
    }
    List<StreamFile> streams = new ArrayList<>();
    for (Map.Entry<String, Member> member : members.entrySet()) {
      streams.add(stream(member.getKey(), member.getValue().file()));
    }
    return streams;
  }

  private StreamFile stream(String path, Path file) throws IOException {
    Counted in;
    try {
      if (Files.size(file) > MAX_FILE) {
        throw rejected("SUBMIT-TOO-LARGE", path, "Cannot submit a file of more than 1 TiB");
      }
      in = new Counted(Files.newInputStream(file), path);
    } catch (FileSystemException e) {
      throw rejected(
          "SUBMIT-UNREADABLE",
          path,
          "Cannot read %s: %s; perhaps it belongs to another user or was removed"
              .formatted(file, reason(e)));
    }
    Cid cid;
    try (in) {
      cid = new ContentFiles(store).add(in);
    }
    try {
      return new StreamFile(path, cid, in.count);
    } catch (IllegalArgumentException e) {
      throw rejected("SUBMIT-NAME", path, e.getMessage() + "; perhaps rename it");
    }
  }

  private static String reason(FileSystemException e) {
    if (e.getReason() != null) {
      return e.getReason();
    }
    return e instanceof AccessDeniedException ? "permission denied" : "no such file";
  }

  private static RejectedInputException rejected(String rule, String place, String evidence) {
    return new RejectedInputException(Finding.error(rule, place, evidence));
  }

  /** Counts what is read, and ends a file that grows without end. */
  private final class Counted extends FilterInputStream {
    private final String path;
    private long count;

    Counted(InputStream in, String path) {
      super(in);
      this.path = path;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      if (read > 0) {
        count += read;
        progress.read(read);
      }
      if (count > MAX_FILE) {
        throw rejected("SUBMIT-TOO-LARGE", path, "Cannot submit a file of more than 1 TiB");
      }
      return read;
    }
  }

  /** All that a manifest says but its secret, and what follows from it. */
  private record Words(
      Address contributor,
      Licence licence,
      String device,
      Optional<TimeRange> captured,
      Optional<Place> place,
      Consent consent,
      List<StreamFile> streams) {
    /** The digest from which the blinding secret is derived. */
    byte[] digest() {
      return DagJson.block(this).cid().digest();
    }

    PrivateHalf privateHalf(BlindingSecret secret) {
      return new PrivateHalf(device, captured, place, consent, secret);
    }

    PublicHalf publicHalf(PrivateHalf half) {
      return new PublicHalf(contributor, licence, streams, half.commitments(), half.digest());
    }
  }
}
