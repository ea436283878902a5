package net.neuralpro.pipelines.flows.reward;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.schemas.reward.ContributionFact;
import net.neuralpro.schemas.reward.ContributionFact.Standing;
import net.neuralpro.schemas.reward.NeedCell;
import net.neuralpro.schemas.reward.RegistrationTurn;

/**
 * A fact as a row of bytes that sorts by dataset, recording, clip and need cell. Many facts are
 * compared and added up so, without being taken apart.
 */
final class FactRow {
  static final int WIDTH = 194;

  /** Dataset, recording, clip and need cell: no two facts have the same. */
  static final int KEY = 72;

  /** Dataset, recording and clip. */
  static final int CLIP_KEY = 68;

  /** Dataset and recording. */
  static final int RECORDING_KEY = 64;

  /** The dataset alone. */
  static final int DATASET_KEY = 32;

  private static final int DIGEST = 32;
  private static final int NEED = 68;
  private static final int TURN = 72;
  private static final int TURN_WIDTH = 17;
  private static final int CLUSTER = 89;
  private static final int CONTRIBUTOR = 121;
  private static final int DURATION = 141;
  private static final int GOOD = 149;
  private static final int RANK = 157;
  private static final int STANDING = 161;
  private static final int VERSION = 162;

  private static final HexFormat HEX = HexFormat.of();
  private static final Standing[] STANDINGS = Standing.values();

  private final byte[] bytes;

  FactRow(byte[] bytes) {
    this.bytes = bytes;
  }

  static FactRow of(ContributionFact fact) {
    ByteBuffer row = ByteBuffer.allocate(WIDTH);
    row.put(fact.dataset().bytes()).put(fact.recording().bytes());
    row.putInt(fact.clip()).putInt(fact.need().number());
    Optional<RegistrationTurn> turn = fact.registration();
    row.put((byte) (turn.isPresent() ? 0 : 1));
    row.putLong(turn.map(RegistrationTurn::block).orElse(0L));
    row.putInt(turn.map(RegistrationTurn::logIndex).orElse(0));
    row.putInt(turn.map(RegistrationTurn::position).orElse(0));
    row.put(fact.cluster().bytes()).put(fact.contributor().bytes());
    row.putLong(fact.milliseconds()).putLong(fact.goodMilliseconds());
    row.putInt(fact.rank()).put((byte) fact.standing().ordinal()).put(fact.version().bytes());
    return new FactRow(row.array());
  }

  byte[] bytes() {
    return bytes;
  }

  byte[] key(int width) {
    return Arrays.copyOf(bytes, width);
  }

  boolean sameKey(FactRow other, int width) {
    return Arrays.equals(bytes, 0, width, other.bytes, 0, width);
  }

  boolean sameContributor(FactRow other) {
    return same(other, CONTRIBUTOR, Address.LENGTH);
  }

  boolean sameVersion(FactRow other) {
    return same(other, VERSION, DIGEST);
  }

  private boolean same(FactRow other, int from, int length) {
    return Arrays.equals(bytes, from, from + length, other.bytes, from, from + length);
  }

  String dataset() {
    return HEX.formatHex(bytes, 0, DIGEST);
  }

  String recording() {
    return HEX.formatHex(bytes, DIGEST, 2 * DIGEST);
  }

  String contributor() {
    return "0x" + HEX.formatHex(bytes, CONTRIBUTOR, CONTRIBUTOR + Address.LENGTH);
  }

  String cluster() {
    return HEX.formatHex(bytes, CLUSTER, CLUSTER + DIGEST);
  }

  String version() {
    return HEX.formatHex(bytes, VERSION, VERSION + DIGEST);
  }

  int clip() {
    return ByteBuffer.wrap(bytes).getInt(RECORDING_KEY);
  }

  int need() {
    return ByteBuffer.wrap(bytes).getInt(NEED);
  }

  boolean registered() {
    return bytes[TURN] == 0;
  }

  long milliseconds() {
    return ByteBuffer.wrap(bytes).getLong(DURATION);
  }

  long good() {
    return ByteBuffer.wrap(bytes).getLong(GOOD);
  }

  int rank() {
    return ByteBuffer.wrap(bytes).getInt(RANK);
  }

  Standing standing() {
    return STANDINGS[bytes[STANDING]];
  }

  Optional<RegistrationTurn> registration() {
    ByteBuffer row = ByteBuffer.wrap(bytes);
    return registered()
        ? Optional.of(
            new RegistrationTurn(
                row.getLong(TURN + 1), row.getInt(TURN + 9), row.getInt(TURN + 13)))
        : Optional.empty();
  }

  /** Sorts by dataset, cluster, registration, recording and clip. */
  byte[] clusterKey() {
    return ByteBuffer.allocate(ClusterKey.WIDTH)
        .put(bytes, 0, DIGEST)
        .put(bytes, CLUSTER, DIGEST)
        .put(bytes, TURN, TURN_WIDTH)
        .put(bytes, DIGEST, DIGEST)
        .put(bytes, RECORDING_KEY, Integer.BYTES)
        .put((byte) (registered() && rank() == 0 && standing() == Standing.ACCEPTED ? 1 : 0))
        .array();
  }

  ContributionFact fact() {
    byte[] contributor = Arrays.copyOfRange(bytes, CONTRIBUTOR, CONTRIBUTOR + Address.LENGTH);
    return new ContributionFact(
        new Digest(dataset()),
        new Digest(version()),
        new Digest(recording()),
        clip(),
        Address.of(contributor),
        registration(),
        milliseconds(),
        good(),
        new Digest(cluster()),
        rank(),
        NeedCell.of(need()),
        standing());
  }

  /** The layout of {@link #clusterKey}. */
  static final class ClusterKey {
    static final int WIDTH = 118;

    private static final int GROUP = 64;
    private static final int CLIP = 81;

    private ClusterKey() {}

    static boolean sameCluster(byte[] one, byte[] other) {
      return Arrays.equals(one, 0, GROUP, other, 0, GROUP);
    }

    static boolean sameClip(byte[] one, byte[] other) {
      return Arrays.equals(one, CLIP, WIDTH - 1, other, CLIP, WIDTH - 1);
    }

    static boolean mayEarn(byte[] key) {
      return key[WIDTH - 1] == 1;
    }

    /** The {@link FactRow#CLIP_KEY} of its clip. */
    static byte[] clipKey(byte[] key) {
      return ByteBuffer.allocate(CLIP_KEY)
          .put(key, 0, DIGEST)
          .put(key, CLIP, WIDTH - 1 - CLIP)
          .array();
    }
  }
}
