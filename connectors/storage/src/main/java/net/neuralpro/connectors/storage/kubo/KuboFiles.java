package net.neuralpro.connectors.storage.kubo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFolders.Entry;
import org.jspecify.annotations.Nullable;

/**
 * Adds files and folders to a node, which makes the blocks; what it makes is compared with what it
 * must be.
 *
 * @param api the node
 */
record KuboFiles(KuboApi api) {
  /** Sends a file once, for its bytes cannot be had again. */
  Cid addFile(InputStream bytes) throws IOException {
    AtomicReference<@Nullable Entry> read = new AtomicReference<>();
    MultipartBody body = MultipartBody.of(() -> new HashedStream(bytes, read::set));
    String theirs = root(KuboProfile.add().with("pin", false).sending(body, KuboCall.Repeat.NEVER));
    Entry ours = read.get();
    if (ours == null) {
      throw KuboAnswer.fault(api.name() + " answered before it had the whole file");
    }
    return equal("the file", ours.cid(), theirs);
  }

  /** Sends a file; or a folder, again if need be; of what is in it only folders are answered to. */
  Cid add(Path path, LongConsumer read) throws IOException {
    if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      try (InputStream bytes = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
        return addFile(new CountedStream(bytes, read));
      }
    }
    FolderUpload upload = new FolderUpload(path, read);
    String theirs =
        root(
            KuboProfile.add()
                .with("pin", false)
                .with("silent", true)
                .sending(new MultipartBody(upload), KuboCall.Repeat.SAFE));
    return equal(path.toString(), upload.cid(), theirs);
  }

  private String root(KuboCall call) throws IOException {
    JsonNode last = api.ask(call, KuboAnswer::last);
    return KuboAnswer.text(last, "Hash");
  }

  private Cid equal(String what, Cid ours, String theirs) throws IOException {
    if (!ours.toString().equals(theirs)) {
      throw KuboProfile.mismatch(api, what, ours, theirs);
    }
    return ours;
  }
}
