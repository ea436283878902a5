package net.neuralpro.pipelines.flows.submit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Optional;
import java.util.stream.Stream;
import net.neuralpro.connectors.media.recording.DeclarationReader;
import net.neuralpro.connectors.media.recording.DiscoveredRecording;
import net.neuralpro.connectors.media.recording.FileRole;
import net.neuralpro.schemas.recording.Device;
import net.neuralpro.schemas.recording.RecordingDeclaration;

/**
 * Reads no more than a {@code recording.yaml}: for recordings of strangers, whose containers are
 * opened in a restricted process only, later.
 */
public final class DeclaredFacts implements Intake.FactFinder {
  private static final int MAX_DEVICE = 200;

  @Override
  public RecordingFacts of(DiscoveredRecording recording) throws IOException {
    Optional<DiscoveredRecording.Member> file =
        recording.files().stream()
            .filter(member -> member.path().equals(RecordingDeclaration.FILE_NAME))
            .filter(member -> member.role() == FileRole.DECLARATION)
            .findFirst();
    if (file.isEmpty()) {
      return RecordingFacts.NONE;
    }
    try (InputStream in = Files.newInputStream(file.get().file())) {
      RecordingDeclaration declaration =
          DeclarationReader.read(recording.name() + "/" + RecordingDeclaration.FILE_NAME, in);
      return new RecordingFacts(
          declaration.device().flatMap(DeclaredFacts::text),
          Optional.empty(),
          Optional.empty(),
          declaration.licence(),
          declaration.consent());
    }
  }

  /** A device's make, model and serial number in one text. */
  static Optional<String> text(Device device) {
    String text =
        String.join(
            " ",
            Stream.of(device.make(), device.model(), device.serial())
                .flatMap(Optional::stream)
                .toList());
    return text.isBlank()
        ? Optional.empty()
        : Optional.of(text.substring(0, Math.min(text.length(), MAX_DEVICE)));
  }
}
