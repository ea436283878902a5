package net.neuralpro.connectors.storage.kubo;

import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.MissingBlockException;

/** A node does not have a block, or did not find it in time. */
final class NotOnNodeException extends IOException {
  private static final long serialVersionUID = 1;

  private static final Pattern MISSING = Pattern.compile("could not find (b[a-z2-7]{1,100})");
  private static final Pattern TOO_LATE = Pattern.compile("context deadline exceeded");

  private final transient Optional<Cid> cid;

  private NotOnNodeException(String message, Optional<Cid> cid) {
    super(message);
    this.cid = cid;
  }

  /** Such an exception, if it is what a node says. */
  static Optional<NotOnNodeException> find(String message, String node) {
    Matcher missing = MISSING.matcher(message);
    if (missing.find()) {
      String text = "Cannot find block " + missing.group(1) + " on " + node;
      return Optional.of(new NotOnNodeException(text, parse(missing.group(1))));
    }
    return TOO_LATE.matcher(message).find()
        ? Optional.of(
            new NotOnNodeException("Cannot find a block in time by " + node, Optional.empty()))
        : Optional.empty();
  }

  private static Optional<Cid> parse(String text) {
    try {
      return Optional.of(Cid.parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** What a store says when a block is not there; the root where the node did not name it. */
  MissingBlockException asMissing(Cid root) {
    MissingBlockException missing = new MissingBlockException(cid.orElse(root));
    missing.initCause(this);
    return missing;
  }
}
