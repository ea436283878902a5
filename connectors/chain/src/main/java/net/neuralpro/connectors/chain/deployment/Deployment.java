package net.neuralpro.connectors.chain.deployment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.connectors.chain.ChainException;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.MalformedContentException;
import net.neuralpro.schemas.recording.Address;

/**
 * The contracts of a network.
 *
 * @param chain the chain's number
 * @param block the block that the first of them came with: there is no event of theirs before
 * @param contracts their addresses by name
 */
public record Deployment(long chain, long block, SortedMap<String, Address> contracts) {
  /** The names of the contracts, in the order in which they are made. */
  public static final List<String> CONTRACTS =
      List.of(
          "NeuralToken",
          "ContributionRegistry",
          "DatasetRegistry",
          "RewardDistributor",
          "NodeRegistry",
          "TaskEscrow",
          "TaskCommittee");

  private static final int MAX_SIZE = 1 << 16;

  public Deployment {
    contracts = Collections.unmodifiableSortedMap(new TreeMap<>(contracts));
    if (chain <= 0 || block < 0 || !contracts.keySet().containsAll(CONTRACTS)) {
      throw new IllegalArgumentException(
          "Cannot use a deployment on chain %d that has %s of %s"
              .formatted(chain, contracts.keySet(), CONTRACTS));
    }
  }

  /** The address of a contract. */
  public Address contract(String name) {
    Address address = contracts.get(name);
    if (address == null) {
      throw new IllegalArgumentException("Cannot find contract " + name);
    }
    return address;
  }

  /**
   * Reads it from a file.
   *
   * @throws ChainException CHAIN-UNDEPLOYED if the file is not there or is none
   */
  public static Deployment read(Path file) throws IOException {
    try {
      if (Files.size(file) > MAX_SIZE) {
        throw new ChainException(
            "CHAIN-UNDEPLOYED", "Cannot use " + file + " as a deployment: it is too long");
      }
      return DagJson.read(Files.readAllBytes(file), Deployment.class);
    } catch (NoSuchFileException e) {
      throw new ChainException(
          "CHAIN-UNDEPLOYED",
          "Cannot find the deployment %s; perhaps get it from who deployed the contracts, or deploy"
                  .formatted(file)
              + " them by neural chain deploy");
    } catch (MalformedContentException | IllegalArgumentException e) {
      throw new ChainException(
          "CHAIN-UNDEPLOYED", "Cannot use %s as a deployment: %s".formatted(file, e.getMessage()));
    }
  }

  /** Writes it to a file, whole or not at all. */
  public void write(Path file) throws IOException {
    Path absolute = file.toAbsolutePath();
    Files.createDirectories(absolute.getParent());
    Path temporary = absolute.resolveSibling(absolute.getFileName() + ".new");
    Files.write(temporary, DagJson.write(this));
    Files.move(
        temporary, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
