package net.neuralpro.connectors.chain.settlement;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.neuralpro.connectors.chain.ChainException;
import net.neuralpro.schemas.content.MalformedContentException;
import net.neuralpro.schemas.content.MissingBlockException;

/**
 * What a step did.
 *
 * @param done what took effect and is final
 * @param troubles what could not be done and why; the next step tries it again
 */
public record Progress(List<String> done, List<String> troubles) {
  public Progress {
    done = List.copyOf(done);
    troubles = List.copyOf(troubles);
  }

  /** Whether nothing was to be done, and nothing stood in the way. */
  public boolean isIdle() {
    return done.isEmpty() && troubles.isEmpty();
  }

  /** Something to be tried. */
  @FunctionalInterface
  interface Action {
    void take() throws IOException;
  }

  /** Collects what is done in a step; what is refused does not keep the rest from being done. */
  static final class Log {
    private final List<String> done = new ArrayList<>();
    private final List<String> troubles = new ArrayList<>();

    /**
     * Tries something.
     *
     * @param what names it for people
     * @throws IOException if the chain cannot be reached: then nothing else could be done either
     */
    void attempt(String what, Action action) throws IOException {
      try {
        action.take();
        done.add(what);
      } catch (MissingBlockException | MalformedContentException e) {
        trouble(what, e);
      } catch (ChainException e) {
        if (!e.rule().equals("CHAIN-REFUSED")) {
          throw e;
        }
        trouble(what, e);
      }
    }

    private void trouble(String what, IOException e) {
      troubles.add("Cannot %s: %s".formatted(what, e.getMessage()));
    }

    void trouble(String what) {
      troubles.add(what);
    }

    Progress progress() {
      return new Progress(done, troubles);
    }
  }
}
