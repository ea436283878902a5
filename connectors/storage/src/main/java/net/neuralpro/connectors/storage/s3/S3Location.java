package net.neuralpro.connectors.storage.s3;

import java.net.URI;
import java.util.Optional;

/**
 * Where a store lies. Who asks is found by the SDK's own chain (environment, profile, container or
 * machine role), so that no secret is ever in a setting.
 *
 * @param bucket 3 to 63 letters, digits, dots and hyphens
 * @param prefix before the names of all objects: empty, or ends with {@code /}
 * @param region such as {@code eu-central-1}; other vendors take any, often {@code us-east-1}
 * @param endpoint of another vendor, {@code https://host[:port]}; Amazon's if absent
 * @param addressing how the bucket is named in an address
 * @param profile of the SDK's own files, whose credentials are used; the chain's if absent
 */
public record S3Location(
    String bucket,
    String prefix,
    String region,
    Optional<URI> endpoint,
    Addressing addressing,
    Optional<String> profile) {
  private static final int MAX_PREFIX = 512;

  /** How the bucket is named in an address. */
  public enum Addressing {
    /** As a host: {@code https://bucket.host/key}. */
    HOST,
    /** As a folder: {@code https://host/bucket/key}, as most other vendors want it. */
    PATH
  }

  public S3Location {
    if (!bucket.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")) {
      throw new IllegalArgumentException(
          "Cannot use the bucket '"
              + bucket
              + "': its name has 3 to 63 small letters, digits, dots and hyphens");
    }
    if (prefix.length() > MAX_PREFIX || !prefix.matches("([A-Za-z0-9._=-]+/)*")) {
      throw new IllegalArgumentException(
          "Cannot use the prefix '" + prefix + "': it must be like datasets/driving/");
    }
    if (!region.matches("[a-z0-9-]{1,40}")) {
      throw new IllegalArgumentException(
          "Cannot use the region '" + region + "': it must be like eu-central-1");
    }
    endpoint.ifPresent(S3Location::require);
  }

  private static void require(URI endpoint) {
    String scheme = String.valueOf(endpoint.getScheme());
    String path = String.valueOf(endpoint.getRawPath());
    if (!scheme.matches("https?")
        || endpoint.getHost() == null
        || endpoint.getRawUserInfo() != null
        || endpoint.getRawQuery() != null
        || endpoint.getRawFragment() != null
        || !path.matches("/?")) {
      throw new IllegalArgumentException(
          "Cannot use this endpoint of an S3 store: it must be https://host or https://host:port,"
              + " and credentials come from the environment or a profile");
    }
  }

  /** What messages call an object of it. */
  String of(String key) {
    return "s3://" + bucket + "/" + prefix + key + endpoint.map(host -> " at " + host).orElse("");
  }

  /** What messages call it. */
  @Override
  public String toString() {
    return of("");
  }
}
