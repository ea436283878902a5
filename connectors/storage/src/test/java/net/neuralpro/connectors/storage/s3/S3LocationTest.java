package net.neuralpro.connectors.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Optional;
import net.neuralpro.connectors.storage.s3.S3Location.Addressing;
import org.junit.jupiter.api.Test;

class S3LocationTest {
  @Test
  void isShownWithItsEndpoint() {
    assertThat(at("lab", "a/b/", "eu-central-1", Optional.empty())).hasToString("s3://lab/a/b/");
    assertThat(at("lab", "", "eu-central-1", Optional.of("https://minio.lab:9000")))
        .hasToString("s3://lab/ at https://minio.lab:9000");
  }

  @Test
  void refusesWhatNoStoreTakes() {
    refused("Lab", "", "us-east-1", Optional.empty(), "Cannot use the bucket 'Lab'");
    refused("a", "", "us-east-1", Optional.empty(), "Cannot use the bucket 'a'");
    refused("lab", "a", "us-east-1", Optional.empty(), "Cannot use the prefix 'a'");
    refused("lab", "/", "us-east-1", Optional.empty(), "Cannot use the prefix '/'");
    refused("lab", "", "evil.host/", Optional.empty(), "Cannot use the region 'evil.host/'");
  }

  @Test
  void refusesEndpointsThatAreNoneOrHoldSecrets() {
    for (String endpoint :
        new String[] {
          "ftp://host",
          "file:///etc/passwd",
          "https:opaque",
          "https://key:secret@host",
          "https://host/path",
          "https://host?query",
          "https://host#part",
          "host"
        }) {
      refused("lab", "", "us-east-1", Optional.of(endpoint), "Cannot use this endpoint");
    }
  }

  private static void refused(
      String bucket, String prefix, String region, Optional<String> endpoint, String message) {
    assertThatThrownBy(() -> at(bucket, prefix, region, endpoint))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret@"));
  }

  private static S3Location at(
      String bucket, String prefix, String region, Optional<String> endpoint) {
    return new S3Location(
        bucket, prefix, region, endpoint.map(URI::create), Addressing.PATH, Optional.empty());
  }
}
