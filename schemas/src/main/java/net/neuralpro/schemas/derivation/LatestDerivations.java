package net.neuralpro.schemas.derivation;

import java.io.IOException;
import java.util.Optional;
import net.neuralpro.schemas.content.Cid;

/**
 * Remembers which derivation was last asked of an operator about a subject, so that a later run can
 * say what has changed since. Nothing depends on it.
 */
public interface LatestDerivations {
  /** The derivation that was last asked for. */
  Optional<Cid> find(String operator, Cid subject) throws IOException;

  /** This derivation was asked for. */
  void remember(String operator, Cid subject, Cid derivation) throws IOException;
}
