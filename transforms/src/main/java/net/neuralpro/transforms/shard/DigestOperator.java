package net.neuralpro.transforms.shard;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import net.neuralpro.schemas.content.Sha256;
import net.neuralpro.transforms.operators.Invocation;
import net.neuralpro.transforms.operators.NoParameters;
import net.neuralpro.transforms.operators.Operator;
import net.neuralpro.transforms.operators.Trust;

/** Operator {@code digest}. In: {@code file}. Out: {@code digest}, a {@link FileDigest}. */
public final class DigestOperator implements Operator<NoParameters> {
  /**
   * What other tools check a file by.
   *
   * @param bytes its length
   * @param sha256 of its bytes, 64 hex digits
   */
  public record FileDigest(long bytes, String sha256) {}

  @Override
  public String name() {
    return "digest";
  }

  @Override
  public String description() {
    return "Computes the length and the SHA-256 digest of a file, for tools that know no CIDs.";
  }

  @Override
  public Class<NoParameters> parameters() {
    return NoParameters.class;
  }

  @Override
  public Trust trust() {
    return Trust.PURE;
  }

  @Override
  public void apply(NoParameters parameters, Invocation invocation) throws IOException {
    MessageDigest sha256 = Sha256.digest();
    long bytes;
    try (InputStream in =
        new DigestInputStream(invocation.files().stream(invocation.input("file")), sha256)) {
      bytes = in.transferTo(OutputStream.nullOutputStream());
    }
    invocation.output("digest", new FileDigest(bytes, HexFormat.of().formatHex(sha256.digest())));
  }
}
