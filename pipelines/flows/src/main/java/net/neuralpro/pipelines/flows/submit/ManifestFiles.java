package net.neuralpro.pipelines.flows.submit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.UUID;
import net.neuralpro.connectors.media.recording.DiscoveredRecording;
import net.neuralpro.connectors.media.recording.DiscoveredRecording.Member;
import net.neuralpro.connectors.media.recording.FileRole;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.MalformedContentException;
import net.neuralpro.schemas.recording.PrivateHalf;
import net.neuralpro.schemas.recording.Registration;
import net.neuralpro.schemas.recording.SignedManifest;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.RejectedInputException;

/**
 * A manifest as files beside what it describes: {@code *.manifest.json}, the bytes of the signed
 * block, and {@code *.private.json}, those of the private half, which only its owner may read; and
 * {@code *.registration.json}, once it is registered. A video's are named after it ({@code
 * ride.mp4.manifest.json}); in a folder that is a recording as a whole they are {@code
 * recording.manifest.json} and {@code recording.private.json}.
 *
 * @param manifest where the manifest is
 * @param privateHalf where the private half is
 * @param registration where it is shown that the recording was registered
 */
public record ManifestFiles(Path manifest, Path privateHalf, Path registration) {
  private static final String MANIFEST = ".manifest.json";
  private static final String PRIVATE = ".private.json";
  private static final String REGISTRATION = ".registration.json";
  private static final int MAX_REGISTRATION = 8 << 20;
  private static final String OWNER_ONLY = "rw-------";
  private static final String READABLE = "rw-r--r--";

  /**
   * What was read.
   *
   * @param privateHalf absent if its contributor kept it
   * @param registration absent if it is not registered, or its contributor kept it
   */
  public record Attached(
      SignedManifest manifest,
      Optional<PrivateHalf> privateHalf,
      Optional<Registration> registration) {}

  /** The files that belong to a recording, whether they are there or not. */
  public static ManifestFiles of(DiscoveredRecording recording) {
    Member first = recording.files().get(0);
    Path folder = first.file().toAbsolutePath();
    for (int parts = first.path().split("/").length; parts > 0; parts--) {
      folder = Optional.ofNullable(folder.getParent()).orElse(folder);
    }
    String stem =
        PublicNames.isLoose(recording.files())
            ? PublicNames.of(recording).values().stream()
                .max((a, b) -> Boolean.compare(isVideo(a), isVideo(b)))
                .map(Member::path)
                .orElse("recording")
            : "recording";
    return new ManifestFiles(
        folder.resolve(stem + MANIFEST),
        folder.resolve(stem + PRIVATE),
        folder.resolve(stem + REGISTRATION));
  }

  private static boolean isVideo(Member member) {
    return member.role() == FileRole.VIDEO;
  }

  /**
   * Reads the manifest, if there is one.
   *
   * @throws RejectedInputException MANIFEST-MALFORMED if a file is not what it must be,
   *     MANIFEST-PRIVATE if the private half is not the one that the manifest names
   */
  public Optional<Attached> read() throws IOException {
    Optional<byte[]> text = bytes(manifest, Block.MAX_SIZE);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    SignedManifest signed;
    try {
      signed = SignedManifest.read(text.get());
    } catch (MalformedContentException e) {
      throw malformed(manifest, e);
    }
    Optional<Registration> registered = readRegistration();
    Optional<byte[]> secret = bytes(privateHalf, Block.MAX_SIZE);
    if (secret.isEmpty()) {
      return Optional.of(new Attached(signed, Optional.empty(), registered));
    }
    PrivateHalf half;
    try {
      half = PrivateHalf.read(secret.get());
    } catch (MalformedContentException e) {
      throw malformed(privateHalf, e);
    }
    if (!half.digest().equals(signed.publicHalf().privateHalf())
        || !half.commitments().equals(signed.publicHalf().commitments())) {
      throw rejected(
          "MANIFEST-PRIVATE",
          privateHalf,
          "It is not the private half that the manifest commits to; perhaps it is of another"
              + " recording or was edited");
    }
    return Optional.of(new Attached(signed, Optional.of(half), registered));
  }

  private Optional<Registration> readRegistration() throws IOException {
    Optional<byte[]> text = bytes(registration, MAX_REGISTRATION);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(DagJson.read(text.get(), Registration.class));
    } catch (MalformedContentException e) {
      throw malformed(registration, e);
    }
  }

  private static Optional<byte[]> bytes(Path file, int most) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(most + 1);
      if (bytes.length > most) {
        throw rejected("MANIFEST-MALFORMED", file, "It has more than " + (most >> 20) + " MiB");
      }
      return Optional.of(bytes);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static RejectedInputException malformed(Path file, MalformedContentException e) {
    return rejected(
        "MANIFEST-MALFORMED",
        file,
        e.getMessage() + "; perhaps it was edited, remove it to submit the recording anew");
  }

  private static RejectedInputException rejected(String rule, Path file, String evidence) {
    return new RejectedInputException(
        Finding.error(rule, String.valueOf(file.getFileName()), evidence));
  }

  /** Writes what there is over what was there; all but the manifest for its owner only. */
  public void write(Submitted submitted) throws IOException {
    if (submitted.privateHalf().isPresent()) {
      replace(privateHalf, submitted.privateHalf().get().block().bytes(), OWNER_ONLY);
    }
    if (submitted.registration().isPresent()) {
      replace(registration, DagJson.write(submitted.registration().get()), OWNER_ONLY);
    }
    replace(manifest, submitted.manifest().block().bytes(), READABLE);
  }

  private static void replace(Path target, byte[] bytes, String mode) throws IOException {
    Path temporary = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID());
    try {
      try (FileChannel channel =
          FileChannel.open(
              temporary,
              EnumSet.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode)))) {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
        channel.force(true);
      }
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
