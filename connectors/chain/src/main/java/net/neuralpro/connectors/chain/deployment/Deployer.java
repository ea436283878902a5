package net.neuralpro.connectors.chain.deployment;

import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import net.neuralpro.connectors.chain.contracts.ContributionRegistry;
import net.neuralpro.connectors.chain.contracts.DatasetRegistry;
import net.neuralpro.connectors.chain.contracts.NeuralToken;
import net.neuralpro.connectors.chain.contracts.RewardDistributor;
import net.neuralpro.connectors.chain.sending.Lane;
import net.neuralpro.schemas.recording.Address;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.abi.datatypes.generated.Uint64;
import org.web3j.protocol.core.methods.response.TransactionReceipt;

/**
 * Puts the contracts on a chain. Each is made once: whoever was interrupted begins again with the
 * same lane and gets the same contracts.
 */
public final class Deployer {
  private final Lane lane;
  private final long chain;
  private final TreeMap<String, Address> contracts = new TreeMap<>();
  private long block = Long.MAX_VALUE;

  private Deployer(Lane lane, long chain) {
    this.lane = lane;
    this.chain = chain;
  }

  /**
   * What is decided once for a network.
   *
   * @param admin who grants roles
   * @param treasury who gets all tokens at first
   * @param supply of tokens, in wei
   * @param genesis when the first epoch begins, seconds since 1970
   * @param epoch how long one is, seconds
   * @param challenge how long a proposal may be challenged, seconds
   * @param arbitration how long a challenge may be decided, seconds
   * @param bond of whoever proposes or challenges, in wei
   */
  public record Terms(
      Address admin,
      Address treasury,
      BigInteger supply,
      long genesis,
      long epoch,
      long challenge,
      long arbitration,
      BigInteger bond) {
    public Terms {
      if (supply.signum() <= 0 || bond.signum() <= 0) {
        throw new IllegalArgumentException("Cannot deploy without a supply and a bond");
      }
      if (genesis < 0 || epoch <= 0 || challenge <= 0 || arbitration <= 0) {
        throw new IllegalArgumentException("Cannot deploy with times below 1 s");
      }
    }
  }

  /** Makes the contracts that are not there yet. */
  public static Deployment deploy(Lane lane, long chain, Terms terms) throws IOException {
    return new Deployer(lane, chain).deploy(terms);
  }

  private Deployment deploy(Terms terms) throws IOException {
    Type<?> admin = address(terms.admin());
    Address token =
        make(
            "NeuralToken",
            NeuralToken.BINARY,
            address(terms.treasury()),
            new Uint256(terms.supply()));
    make("ContributionRegistry", ContributionRegistry.BINARY, admin);
    make("DatasetRegistry", DatasetRegistry.BINARY);
    make(
        "RewardDistributor",
        RewardDistributor.BINARY,
        address(token),
        admin,
        new Uint64(terms.genesis()),
        new Uint64(terms.epoch()),
        new Uint64(terms.challenge()),
        new Uint64(terms.arbitration()),
        new Uint256(terms.bond()));
    return new Deployment(chain, block, contracts);
  }

  private static Type<?> address(Address address) {
    return new org.web3j.abi.datatypes.Address(address.text());
  }

  @SuppressWarnings("rawtypes")
  private Address make(String name, String code, Type... arguments) throws IOException {
    String encoded = FunctionEncoder.encodeConstructor(List.of(arguments));
    TransactionReceipt receipt =
        lane.send("deploy " + name, Optional.empty(), "0x" + code.strip() + encoded).receipt();
    Address address = Address.parse(receipt.getContractAddress());
    contracts.put(name, address);
    block = Math.min(block, receipt.getBlockNumber().longValueExact());
    return address;
  }
}
