package net.neuralpro.connectors.storage.kubo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.neuralpro.connectors.storage.kubo.MultipartBody.Kind;
import net.neuralpro.connectors.storage.kubo.MultipartBody.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MultipartStreamTest {
  @TempDir private Path folder;

  @Test
  void sendsFoldersAndFilesOneAfterAnother() throws IOException {
    MultipartBody body =
        new MultipartBody(
            "b",
            () ->
                List.of(
                        Part.folder("d"),
                        new Part(
                            "d/ä \"+",
                            Kind.FILE,
                            () ->
                                new ByteArrayInputStream("text".getBytes(StandardCharsets.UTF_8))))
                    .iterator());
    assertThat(read(body))
        .isEqualTo(
            """
            --b
            Content-Disposition: form-data; name="file"; filename="d"
            Content-Type: application/x-directory


            --b
            Content-Disposition: form-data; name="file"; filename="d%2F%C3%A4+%22%2B"
            Content-Type: application/octet-stream

            text
            --b--
            """
                .replace("\n", "\r\n"));
  }

  @Test
  void separatesPartsByWhatNobodyCanGuess() {
    assertThat(MultipartBody.of(() -> ByteArrayInputStream.nullInputStream()).boundary())
        .matches("neural-[0-9a-f]{32}")
        .isNotEqualTo(MultipartBody.of(() -> ByteArrayInputStream.nullInputStream()).boundary());
  }

  @Test
  void remembersWhichFileCouldNotBeRead() throws IOException {
    IOException failure = new IOException("Cannot read it");
    MultipartBody body =
        MultipartBody.of(
            () -> {
              throw failure;
            });
    try (MultipartStream stream = new MultipartStream(body)) {
      assertThatThrownBy(stream::readAllBytes).isSameAs(failure);
      assertThat(stream.failure()).isSameAs(failure);
    }
  }

  @Test
  void walksAFolderEachTimeAnew() throws IOException {
    Files.createDirectories(folder.resolve("a/b/empty"));
    Files.writeString(folder.resolve("a/file"), "x");
    FolderUpload upload = new FolderUpload(folder, read -> {});
    MultipartBody body = new MultipartBody("b", upload);
    String once = read(body);
    assertThat(once).containsSubsequence("folder\"", "folder%2Fa\"", "folder%2Fa%2Fb\"");
    assertThat(read(body)).isEqualTo(once);
    Files.delete(folder.resolve("a/file"));
    String cid = upload.cid().toString();
    read(body);
    assertThat(upload.cid().toString()).isNotEqualTo(cid);
  }

  private static String read(MultipartBody body) throws IOException {
    try (MultipartStream stream = new MultipartStream(body)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
