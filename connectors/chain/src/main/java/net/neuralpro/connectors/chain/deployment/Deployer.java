package net.neuralpro.connectors.chain.deployment;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import net.neuralpro.connectors.chain.sending.Lane;
import net.neuralpro.schemas.recording.Address;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.generated.Uint128;
import org.web3j.abi.datatypes.generated.Uint16;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.abi.datatypes.generated.Uint64;
import org.web3j.abi.datatypes.generated.Uint8;
import org.web3j.crypto.Hash;

/**
 * Puts the contracts on a chain. Each is made once: whoever was interrupted begins again with the
 * same lane and terms and gets the same contracts. Other terms or another code make new ones.
 */
public final class Deployer {
  private static final int NAMED_DIGITS = 18;

  private final Lane lane;
  private final long chain;
  private final TreeMap<String, Address> contracts = new TreeMap<>();
  private long block = Long.MAX_VALUE;

  private Deployer(Lane lane, long chain) {
    this.lane = lane;
    this.chain = chain;
  }

  /** Makes the contracts that are not there yet. */
  public static Deployment deploy(Lane lane, long chain, Terms terms) throws IOException {
    return new Deployer(lane, chain).deploy(terms);
  }

  /** The list of the contracts: which there are, and what each is made with. */
  private Deployment deploy(Terms terms) throws IOException {
    Type<?> admin = address(terms.admin());
    Type<?> token = make("NeuralToken", address(terms.treasury()), new Uint256(terms.supply()));
    make("ContributionRegistry", admin);
    make("DatasetRegistry");
    make(
        "RewardDistributor",
        token,
        admin,
        new Uint64(terms.rewards().genesis()),
        seconds(terms.rewards().epoch()),
        seconds(terms.rewards().challenge()),
        seconds(terms.rewards().arbitration()),
        new Uint256(terms.rewards().bond()));
    Type<?> nodes = make("NodeRegistry", token, admin, seconds(terms.tasks().unbonding()));
    Type<?> escrow =
        make(
            "TaskEscrow",
            token,
            nodes,
            admin,
            seconds(terms.tasks().challenge()),
            seconds(terms.tasks().answer()),
            seconds(terms.tasks().settlement()),
            seconds(terms.tasks().withdrawal()),
            new Uint128(terms.tasks().batchBond()),
            new Uint128(terms.tasks().demandBond()));
    Terms.Judges judges = terms.judges();
    make(
        "TaskCommittee",
        escrow,
        seconds(judges.draw()),
        seconds(judges.commit()),
        seconds(judges.reveal()),
        seconds(judges.dispute()),
        seconds(judges.longestTask()),
        new Uint8(judges.places()),
        new Uint8(judges.quorum()),
        new Uint16(judges.factor()),
        new Uint128(judges.leastPenalty()),
        new Uint128(judges.memberPenalty()),
        new Uint128(judges.bond()));
    return new Deployment(chain, block, contracts);
  }

  private static Type<?> address(Address address) {
    return new org.web3j.abi.datatypes.Address(address.text());
  }

  private static Type<?> seconds(Duration duration) {
    return new Uint64(BigInteger.valueOf(duration.toSeconds()));
  }

  @SuppressWarnings("rawtypes")
  private Type<?> make(String name, Type... arguments) throws IOException {
    String code = Bytecode.of(name).creation();
    String data = "0x" + code + FunctionEncoder.encodeConstructor(List.of(arguments));
    String known = Hash.sha3(data).substring(0, NAMED_DIGITS);
    Lane.Included included = lane.send("deploy " + name + " " + known, Optional.empty(), data);
    Address address =
        included
            .made()
            .orElseThrow(() -> new IOException("The chain made no contract for " + name));
    contracts.put(name, address);
    block = Math.min(block, included.block());
    return address(address);
  }
}
