package net.neuralpro.pipelines.flows.chain;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Optional;
import net.neuralpro.connectors.chain.network.Rewards;
import net.neuralpro.pipelines.flows.reward.AccountEarnings;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.schemas.reward.RewardStatement;

/** Has an account paid what it has earned by the last settled epoch. */
public final class ClaimReward {
  private ClaimReward() {}

  /**
   * Claims for an account. Again, it pays nothing.
   *
   * @return what was paid, in wei
   */
  public static BigInteger of(Address account, Epochs epochs) throws IOException {
    Rewards rewards = epochs.chain().rewards();
    Optional<Rewards.Settled> current = rewards.currentRoot();
    if (current.isEmpty()) {
      return BigInteger.ZERO;
    }
    RewardStatement statement = epochs.read(Epochs.statement(current.get().statement()));
    Optional<AccountEarnings.Claim> claim =
        AccountEarnings.claim(epochs.statements(), statement, account);
    BigInteger before = rewards.claimed(account);
    if (claim.isEmpty() || claim.get().cumulative().amount().compareTo(before) <= 0) {
      return BigInteger.ZERO;
    }
    BigInteger cumulative = claim.get().cumulative().amount();
    rewards.claim(account, cumulative, claim.get().proof().stream().map(Digest::of).toList());
    return cumulative.subtract(before);
  }
}
