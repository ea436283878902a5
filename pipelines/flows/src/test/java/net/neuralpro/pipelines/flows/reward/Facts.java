package net.neuralpro.pipelines.flows.reward;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import net.neuralpro.schemas.content.Sha256;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.schemas.reward.ContributionFact;
import net.neuralpro.schemas.reward.ContributionFact.Standing;
import net.neuralpro.schemas.reward.Light;
import net.neuralpro.schemas.reward.NeedCell;
import net.neuralpro.schemas.reward.PlaceCell;
import net.neuralpro.schemas.reward.RegistrationTurn;
import net.neuralpro.schemas.reward.TimeOfDay;

/** Facts by short names. */
final class Facts {
  static final Digest DATASET = digest("dataset");
  static final Digest VERSION = digest("version");
  static final Address PROTOCOL = account("protocol");

  private Facts() {}

  static Digest digest(String name) {
    return Digest.of(hash(name));
  }

  static Address account(String name) {
    return Address.of(Arrays.copyOf(hash(name), Address.LENGTH));
  }

  private static byte[] hash(String name) {
    return Sha256.digest().digest(name.getBytes(StandardCharsets.UTF_8));
  }

  /** A cell that is told by a number. */
  static NeedCell need(int number) {
    return new NeedCell(new PlaceCell(number), TimeOfDay.MORNING, Light.BRIGHT);
  }

  /** Clip 0 of a recording that is registered in a block and good throughout. */
  static ContributionFact fact(
      String recording, String contributor, long block, long milliseconds, int need) {
    return new ContributionFact(
        DATASET,
        VERSION,
        digest(recording),
        0,
        account(contributor),
        Optional.of(new RegistrationTurn(block, 0, 0)),
        milliseconds,
        milliseconds,
        digest("cluster of " + recording),
        0,
        need(need),
        Standing.ACCEPTED);
  }

  /** The same as a copy of another recording's clip. */
  static ContributionFact copy(ContributionFact fact, String of, int rank) {
    return new ContributionFact(
        fact.dataset(),
        fact.version(),
        fact.recording(),
        fact.clip(),
        fact.contributor(),
        fact.registration(),
        fact.milliseconds(),
        fact.goodMilliseconds(),
        digest("cluster of " + of),
        rank,
        fact.need(),
        fact.standing());
  }

  /** The same as another clip of its recording. */
  static ContributionFact clip(ContributionFact fact, int clip) {
    return new ContributionFact(
        fact.dataset(),
        fact.version(),
        fact.recording(),
        clip,
        fact.contributor(),
        fact.registration(),
        fact.milliseconds(),
        fact.goodMilliseconds(),
        digest("cluster " + clip + " of " + fact.recording()),
        fact.rank(),
        fact.need(),
        fact.standing());
  }
}
