package net.neuralpro.schemas.derivation;

import java.io.IOException;
import java.util.Optional;
import net.neuralpro.schemas.content.Cid;

/** Remembers outcomes by derivation. Safe for several threads and processes. */
public interface OutcomeIndex {
  /** The outcome that was recorded for this derivation. */
  Optional<Outcome> find(Cid derivation) throws IOException;

  /** Records an outcome; of a derivation that has one, the first stays. */
  void record(Outcome outcome) throws IOException;
}
