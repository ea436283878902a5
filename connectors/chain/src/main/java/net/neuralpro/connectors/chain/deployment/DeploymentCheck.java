package net.neuralpro.connectors.chain.deployment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.neuralpro.connectors.chain.ChainException;
import net.neuralpro.schemas.recording.Address;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.methods.response.EthGetCode;

/** Whether the contracts of a deployment are those of this program. */
public final class DeploymentCheck {
  private DeploymentCheck() {}

  /**
   * A contract as it is found on the chain.
   *
   * @param name of the contract
   * @param address where it is said to be
   * @param state what is there
   */
  public record Found(String name, Address address, State state) {}

  /** What is at a contract's address. */
  public enum State {
    /** The code of this program, whatever it was constructed with. */
    GENUINE,
    /** No contract. */
    ABSENT,
    /** Another contract. */
    OTHER
  }

  /** Looks at each contract; the node is asked for its chain before. */
  public static List<Found> of(Web3j web3j, Deployment deployment) throws IOException {
    List<Found> found = new ArrayList<>();
    for (String name : Deployment.CONTRACTS) {
      Address address = deployment.contract(name);
      found.add(new Found(name, address, state(name, code(web3j, address))));
    }
    return found;
  }

  /**
   * Refuses a deployment that is not of this program's contracts.
   *
   * @throws ChainException CHAIN-CODE
   */
  public static void require(Web3j web3j, Deployment deployment) throws IOException {
    for (Found each : of(web3j, deployment)) {
      if (each.state() != State.GENUINE) {
        throw new ChainException(
            "CHAIN-CODE",
            "%s of chain %d is %s at %s; perhaps the deployment is of another version"
                .formatted(
                    each.name(),
                    deployment.chain(),
                    each.state() == State.ABSENT ? "not there" : "another contract",
                    each.address()));
      }
    }
  }

  private static State state(String name, String code) {
    if (code.isEmpty()) {
      return State.ABSENT;
    }
    return Bytecode.of(name).matches(code) ? State.GENUINE : State.OTHER;
  }

  private static String code(Web3j web3j, Address contract) throws IOException {
    EthGetCode answer = web3j.ethGetCode(contract.text(), DefaultBlockParameterName.LATEST).send();
    if (answer.hasError()) {
      throw new IOException(
          "Cannot get the code of %s: %s".formatted(contract, answer.getError().getMessage()));
    }
    return answer.getCode().substring(2);
  }
}
