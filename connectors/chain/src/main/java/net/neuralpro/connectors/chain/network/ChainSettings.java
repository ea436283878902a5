package net.neuralpro.connectors.chain.network;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.neuralpro.connectors.chain.ChainException;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.connectors.chain.rpc.Finality;
import net.neuralpro.connectors.chain.sending.KeySigner;
import net.neuralpro.connectors.chain.sending.RemoteSigner;
import net.neuralpro.connectors.chain.sending.Signer;
import net.neuralpro.schemas.recording.Address;
import org.jspecify.annotations.Nullable;

/**
 * Which chain a person uses: the file {@code chain.yaml} of the workspace, or without one a
 * development chain within the workspace. It holds no secret but what stands in a node's address.
 */
public sealed interface ChainSettings {
  /** The file's name in the workspace. */
  String FILE = "chain.yaml";

  /** Where what is known of the chain is kept: what is to be sent, events, the deployment. */
  Path folder();

  /** The file that says where the contracts are. */
  Path deployment();

  /**
   * The development chain of a workspace.
   *
   * @param folder the chain's own
   */
  record Embedded(Path folder) implements ChainSettings {
    @Override
    public Path deployment() {
      return folder.resolve("deployment.json");
    }
  }

  /**
   * A chain that others run.
   *
   * @param folder where what is known of it is kept
   * @param chain its number
   * @param nodes by which it is reached, the first one first
   * @param finality when its blocks are final
   * @param deployment the file that says where the contracts are
   * @param signer who keeps the key, if another program does
   */
  record Network(
      Path folder,
      long chain,
      List<URI> nodes,
      Finality finality,
      Path deployment,
      Optional<Remote> signer)
      implements ChainSettings {
    public Network {
      nodes = List.copyOf(nodes);
    }

    /** Who signs: the program that keeps the key, or else this key. */
    Optional<Signer> signerOr(Optional<ContributorKey> key) {
      return signer.isPresent()
          ? Optional.of(new RemoteSigner(signer.get().address(), chain, signer.get().account()))
          : key.map(KeySigner::new);
    }
  }

  /**
   * A program that keeps a key and signs by it.
   *
   * @param address where it is reached
   * @param account whose key it is
   */
  record Remote(URI address, Address account) {}

  /** The development chain of a workspace, whatever its settings say. */
  static Embedded embedded(Path workspace) {
    return new Embedded(workspace.resolve("chain").resolve("dev"));
  }

  /** Reads the settings of a workspace. */
  static ChainSettings read(Path workspace) throws IOException {
    Path file = workspace.resolve(FILE);
    Path chains = workspace.resolve("chain");
    byte[] bytes;
    try {
      if (Files.size(file) > Written.MAX_SIZE) {
        throw new ChainException(
            "CHAIN-SETTINGS", "Cannot read " + file + ": it is longer than a mebibyte");
      }
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return embedded(workspace);
    }
    try {
      JsonNode tree = Written.MAPPER.readTree(bytes);
      return tree.isEmpty() && (tree.isObject() || tree.isMissingNode() || tree.isNull())
          ? embedded(workspace)
          : Written.MAPPER.readValue(bytes, Written.class).in(workspace, chains);
    } catch (JsonProcessingException e) {
      JsonLocation location = e.getLocation();
      throw new ChainException(
          "CHAIN-SETTINGS",
          "Cannot read %s, line %d: %s; see docs/guides/chain.md"
              .formatted(
                  file, location == null ? 1 : location.getLineNr(), e.getOriginalMessage()));
    }
  }

  /**
   * The file as it is written.
   *
   * @param chain its number
   * @param nodes their addresses
   * @param finality {@code finalized}, or a number of blocks
   * @param deployment a file, from the workspace if it is relative
   * @param signer who keeps the key, if another program does
   */
  record Written(
      long chain, List<URI> nodes, String finality, Path deployment, Optional<Remote> signer) {
    private static final int MAX_SIZE = 1 << 20;
    private static final ObjectMapper MAPPER =
        JsonMapper.builder(new YAMLFactory())
            .addModule(new Jdk8Module())
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    public Written(
        long chain,
        @Nullable List<URI> nodes,
        @Nullable String finality,
        @Nullable Path deployment,
        @Nullable Optional<Remote> signer) {
      if (chain <= 0 || nodes == null || nodes.isEmpty()) {
        throw new IllegalArgumentException("chain needs a number, nodes one address or more");
      }
      this.chain = chain;
      this.nodes = List.copyOf(nodes);
      this.nodes.forEach(Written::requireAddress);
      this.signer = signer == null ? Optional.empty() : signer;
      this.signer.map(Remote::address).ifPresent(Written::requireAddress);
      this.finality = finality == null ? "finalized" : finality;
      if (!this.finality.matches("finalized|[0-9]{1,6}")) {
        throw new IllegalArgumentException("finality is 'finalized' or a number of blocks");
      }
      this.deployment =
          deployment == null
              ? Path.of("chain", String.valueOf(chain), "deployment.json")
              : deployment;
    }

    private static void requireAddress(URI address) {
      if (address.getHost() == null || !String.valueOf(address.getScheme()).matches("https?")) {
        throw new IllegalArgumentException("an address begins with https:// or http://");
      }
    }

    private Network in(Path workspace, Path chains) {
      return new Network(
          chains.resolve(String.valueOf(chain)),
          chain,
          nodes,
          finality.equals("finalized") ? Finality.OWN : Finality.below(Integer.parseInt(finality)),
          workspace.resolve(deployment),
          signer);
    }
  }
}
