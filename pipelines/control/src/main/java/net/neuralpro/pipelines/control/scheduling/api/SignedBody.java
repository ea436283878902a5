package net.neuralpro.pipelines.control.scheduling.api;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import net.neuralpro.pipelines.control.scheduling.SchedulerException;
import net.neuralpro.pipelines.control.scheduling.SchedulerException.Kind;
import net.neuralpro.schemas.recording.Digest;

/** A body that is refused when it gets too long, or at its end if it is not what was signed. */
final class SignedBody extends FilterInputStream {
  private final MessageDigest digest;
  private final Digest signed;
  private final long most;
  private long read;
  private boolean ended;

  SignedBody(InputStream in, Digest signed, long most) {
    super(in);
    this.signed = signed;
    this.most = most;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = super.read(bytes, offset, length);
    if (count < 0) {
      requireSigned();
      return count;
    }
    read += count;
    if (read > most) {
      throw new SchedulerException(
          Kind.TOO_LARGE, "SCHEDULER-SIZE", "Cannot take more than %d bytes here".formatted(most));
    }
    digest.update(bytes, offset, count);
    return count;
  }

  private void requireSigned() throws SchedulerException {
    if (!ended) {
      ended = true;
      if (!Digest.of(digest.digest()).equals(signed)) {
        throw new SchedulerException(
            Kind.UNKNOWN_CALLER,
            "SCHEDULER-BODY",
            "Cannot believe the body: its digest is not the one that was signed");
      }
    }
  }

  @Override
  public long skip(long count) throws IOException {
    return readNBytes((int) Math.min(count, 1 << 16)).length;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
