package net.neuralpro.schemas.content;

import java.io.IOException;

/** A block that was needed is not in the store. */
public final class MissingBlockException extends IOException {
  private static final long serialVersionUID = 1;

  public MissingBlockException(Cid cid) {
    super(
        "Cannot find block "
            + cid
            + " in the store; perhaps it was made in another workspace (see NEURAL_HOME)");
  }
}
