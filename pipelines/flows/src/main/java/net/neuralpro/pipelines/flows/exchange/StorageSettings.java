package net.neuralpro.pipelines.flows.exchange;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
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
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import net.neuralpro.connectors.storage.http.Reach;
import net.neuralpro.pipelines.flows.exchange.Publication.Audience;
import org.jspecify.annotations.Nullable;

/**
 * The stores that a person knows, by the names that they gave them: the file {@code storage.yaml}
 * of the workspace. It holds no secret; where one is needed, it names the file that does.
 *
 * @param stores by name
 * @param push where a push goes that names no store
 * @param pull whence a pull comes that names no store, the first one first
 * @param archive where manifests and lineages are kept for good
 */
public record StorageSettings(
    SortedMap<String, Place> stores, Optional<String> push, List<String> pull, Archive archive) {
  /** The file's name in the workspace. */
  public static final String FILE = "storage.yaml";

  private static final int MAX_SIZE = 1 << 20;
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(new YAMLFactory())
          .addModule(new Jdk8Module())
          .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .build();

  /** A store that somebody set up. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Gateway.class, name = "gateway"),
    @JsonSubTypes.Type(value = Kubo.class, name = "kubo"),
    @JsonSubTypes.Type(value = S3.class, name = "s3")
  })
  public sealed interface Place {}

  /**
   * A trustless gateway, which is only read.
   *
   * @param address as {@code https://host}
   * @param reach {@code any} allows it to lie in a private network
   */
  public record Gateway(URI address, Reach reach) implements Place {
    public Gateway(URI address, @Nullable Reach reach) {
      this.address = address;
      this.reach = reach == null ? Reach.PUBLIC : reach;
    }
  }

  /**
   * A Kubo node of one's own.
   *
   * @param api its RPC API, as {@code http://127.0.0.1:5001}
   * @param authorization a file that holds the value of the header {@code Authorization}
   * @param audience who gets what is put there
   */
  public record Kubo(URI api, Optional<Path> authorization, Audience audience) implements Place {
    public Kubo(URI api, @Nullable Optional<Path> authorization, @Nullable Audience audience) {
      this.api = api;
      this.authorization = authorization == null ? Optional.empty() : authorization;
      this.audience = audience == null ? Audience.EVERYBODY : audience;
    }
  }

  /**
   * A bucket of an S3-compatible store. Credentials come from where the AWS tools find them.
   *
   * @param prefix before the name of each object, may be empty
   * @param region where the bucket is
   * @param endpoint of another vendor
   * @param profile of the credentials
   * @param audience who gets what is put there
   */
  public record S3(
      String bucket,
      String prefix,
      Optional<String> region,
      Optional<URI> endpoint,
      Optional<String> profile,
      Audience audience)
      implements Place {
    public S3(
        String bucket,
        @Nullable String prefix,
        @Nullable Optional<String> region,
        @Nullable Optional<URI> endpoint,
        @Nullable Optional<String> profile,
        @Nullable Audience audience) {
      this.bucket = bucket;
      this.prefix = prefix == null ? "" : prefix;
      this.region = region == null ? Optional.empty() : region;
      this.endpoint = endpoint == null ? Optional.empty() : endpoint;
      this.profile = profile == null ? Optional.empty() : profile;
      this.audience = audience == null ? Audience.ADMITTED : audience;
    }
  }

  /**
   * Arweave.
   *
   * @param nodes nodes or gateways; where one fails the next is asked
   * @param wallet the file of whoever pays
   */
  public record Archive(List<URI> nodes, Optional<Path> wallet) {
    public Archive(@Nullable List<URI> nodes, @Nullable Optional<Path> wallet) {
      this.nodes = nodes == null ? List.of() : List.copyOf(nodes);
      this.wallet = wallet == null ? Optional.empty() : wallet;
    }
  }

  public StorageSettings(
      @Nullable SortedMap<String, Place> stores,
      @Nullable Optional<String> push,
      @Nullable List<String> pull,
      @Nullable Archive archive) {
    this.stores =
        Collections.unmodifiableSortedMap(stores == null ? new TreeMap<>() : new TreeMap<>(stores));
    this.push = push == null ? Optional.empty() : push;
    this.pull = pull == null ? List.of() : List.copyOf(pull);
    this.archive = archive == null ? new Archive(null, null) : archive;
    for (String name : this.stores.keySet()) {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "a store cannot be named '" + name + "': lower-case words joined by hyphens");
      }
    }
  }

  /**
   * Reads the settings of a workspace; there need not be any.
   *
   * @throws IOException if they cannot be understood; the message says the line
   */
  public static StorageSettings read(Path workspace) throws IOException {
    Path file = workspace.resolve(FILE);
    byte[] bytes;
    try {
      if (Files.size(file) > MAX_SIZE) {
        throw new IOException("Cannot read " + file + ": it is longer than a mebibyte");
      }
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return new StorageSettings(null, null, null, null);
    }
    try {
      JsonNode tree = MAPPER.readTree(bytes);
      return tree.isMissingNode() || tree.isNull()
          ? new StorageSettings(null, null, null, null)
          : MAPPER.readValue(bytes, StorageSettings.class);
    } catch (JsonProcessingException e) {
      JsonLocation location = e.getLocation();
      throw new IOException(
          "Cannot read %s, line %d: %s; see docs/reference/storage/README.md"
              .formatted(file, location == null ? 1 : location.getLineNr(), e.getOriginalMessage()),
          e);
    }
  }
}
