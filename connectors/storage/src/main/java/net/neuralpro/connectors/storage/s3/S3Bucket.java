package net.neuralpro.connectors.storage.s3;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import net.neuralpro.connectors.storage.StorageException;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The objects of a bucket under a prefix. Requests are repeated three times with growing pauses
 * where that can help; redirects are never followed. Safe for use by several threads.
 */
final class S3Bucket implements Closeable {
  private static final int ATTEMPTS = 4;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int PRECONDITION_FAILED = 412;
  private static final int NOT_IMPLEMENTED = 501;
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration SILENCE = Duration.ofSeconds(30);
  private static final Duration ATTEMPT = Duration.ofMinutes(2);

  private final S3Location location;
  private final S3Client client;

  /** Whether the store may know conditional puts and SHA-256; some vendors do not. */
  private volatile boolean modern = true;

  private S3Bucket(S3Location location, S3Client client) {
    this.location = location;
    this.client = client;
  }

  /**
   * Opens a bucket, which must be there.
   *
   * @throws StorageException of the family S3 if it is not, or cannot be asked
   */
  static S3Bucket open(S3Location location) throws IOException {
    S3Bucket bucket = new S3Bucket(location, client(location));
    try {
      bucket.client.headBucket(request -> request.bucket(location.bucket()));
      return bucket;
    } catch (SdkException e) {
      bucket.close();
      throw bucket.failure("open", "", e);
    }
  }

  private static S3Client client(S3Location location) {
    AwsCredentialsProvider credentials =
        location.profile().isPresent()
            ? ProfileCredentialsProvider.create(location.profile().get())
            : DefaultCredentialsProvider.create();
    S3ClientBuilder builder =
        S3Client.builder()
            .httpClientBuilder(
                ApacheHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(SILENCE))
            .credentialsProvider(credentials)
            .region(Region.of(location.region()))
            .forcePathStyle(location.addressing() == S3Location.Addressing.PATH)
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .overrideConfiguration(
                override ->
                    override
                        .apiCallAttemptTimeout(ATTEMPT)
                        .retryStrategy(
                            AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(ATTEMPTS)
                                .build()));
    location.endpoint().ifPresent(builder::endpointOverride);
    return builder.build();
  }

  S3Location location() {
    return location;
  }

  /**
   * All bytes of an object, or empty if it is not there.
   *
   * @throws StorageException S3-ALTERED if there are more than the limit
   */
  Optional<byte[]> get(String key, int limit) throws IOException {
    byte[] bytes;
    try {
      bytes =
          client.getObject(
              request -> request.bucket(location.bucket()).key(location.prefix() + key),
              bounded(limit));
    } catch (SdkException e) {
      if (isAbsent(e)) {
        return Optional.empty();
      }
      throw failure("read", key, e);
    }
    if (bytes.length > limit) {
      throw new StorageException(
          "S3-ALTERED",
          "Cannot read %s: it has more than %d bytes; perhaps somebody put another in its place"
              .formatted(location.of(key), limit));
    }
    return Optional.of(bytes);
  }

  /** At most one byte more than the limit; an answer that is cut off is asked for again. */
  private static ResponseTransformer<GetObjectResponse, byte[]> bounded(int limit) {
    return (response, body) -> {
      byte[] bytes;
      try {
        bytes = body.readNBytes(limit + 1);
      } catch (IOException e) {
        throw RetryableException.create("the answer broke off", e);
      }
      if (bytes.length > limit) {
        body.abort();
      }
      return bytes;
    };
  }

  /** What is known of an object without reading it, or empty if it is not there. */
  Optional<Stored> find(String key) throws IOException {
    try {
      return Optional.of(orPlainly(() -> head(key)));
    } catch (SdkException e) {
      if (isAbsent(e)) {
        return Optional.empty();
      }
      throw failure("look for", key, e);
    }
  }

  private Stored head(String key) {
    HeadObjectResponse head =
        client.headObject(
            request -> {
              request.bucket(location.bucket()).key(location.prefix() + key);
              if (modern) {
                request.checksumMode(ChecksumMode.ENABLED);
              }
            });
    return new Stored(
        head.contentLength() == null ? -1 : head.contentLength(),
        Optional.ofNullable(head.checksumSHA256()));
  }

  /**
   * Writes an object unless one of that name is there, as far as the store can tell; it checks the
   * bytes against a digest before it keeps them.
   *
   * @return whether it was written
   */
  boolean create(String key, byte[] bytes) throws IOException {
    try {
      orPlainly(() -> put(key, bytes, Condition.ABSENT));
      return true;
    } catch (S3Exception e) {
      if (e.statusCode() == PRECONDITION_FAILED || e.statusCode() == CONFLICT) {
        return false;
      }
      throw failure("write", key, e);
    } catch (SdkException e) {
      throw failure("write", key, e);
    }
  }

  /** Writes an object, whatever was there. */
  void replace(String key, byte[] bytes) throws IOException {
    try {
      orPlainly(() -> put(key, bytes, Condition.NONE));
    } catch (SdkException e) {
      throw failure("write", key, e);
    }
  }

  private PutObjectResponse put(String key, byte[] bytes, Condition condition) {
    return client.putObject(
        request -> {
          request
              .bucket(location.bucket())
              .key(location.prefix() + key)
              .contentLength((long) bytes.length);
          if (modern) {
            request.checksumSHA256(Digests.sha256(bytes));
          } else {
            request.contentMD5(Digests.md5(bytes));
          }
          if (modern && condition == Condition.ABSENT) {
            request.ifNoneMatch("*");
          }
        },
        RequestBody.fromBytes(bytes));
  }

  /** Asks once more, with nothing new in it, where a store does not know what it is asked. */
  private <T> T orPlainly(Supplier<T> request) {
    boolean tried = modern;
    try {
      return request.get();
    } catch (S3Exception e) {
      if (!tried || e.statusCode() != NOT_IMPLEMENTED) {
        throw e;
      }
      modern = false;
      return request.get();
    }
  }

  /** Removes an object, if it is there. */
  void delete(String key) throws IOException {
    try {
      client.deleteObject(
          request -> request.bucket(location.bucket()).key(location.prefix() + key));
    } catch (SdkException e) {
      throw failure("delete", key, e);
    }
  }

  /** Each object whose key begins so, in no order that matters. */
  void list(String folder, Consumer<Listed> action) throws IOException {
    String prefix = location.prefix() + folder;
    try {
      client
          .listObjectsV2Paginator(request -> request.bucket(location.bucket()).prefix(prefix))
          .contents()
          .stream()
          .map(each -> listed(each, prefix))
          .forEach(action);
    } catch (SdkException e) {
      throw failure("list", folder, e);
    }
  }

  private static Listed listed(S3Object object, String prefix) {
    return new Listed(object.key().substring(prefix.length()), object.size());
  }

  private static boolean isAbsent(SdkException e) {
    return e instanceof S3Exception answer
        && answer.statusCode() == NOT_FOUND
        && !S3Failure.code(answer).equals("NoSuchBucket");
  }

  private StorageException failure(String action, String key, SdkException cause) {
    return S3Failure.of("Cannot " + action + " " + location.of(key), location, cause);
  }

  @Override
  public void close() {
    client.close();
  }

  /**
   * What is known of an object without reading it.
   *
   * @param bytes how many
   * @param sha256 their digest in base 64, if the store keeps it
   */
  record Stored(long bytes, Optional<String> sha256) {
    /** Whether it is as it was written, as far as the store tells. */
    boolean holds(byte[] written) {
      return bytes == written.length && sha256.map(Digests.sha256(written)::equals).orElse(true);
    }
  }

  /**
   * An object in a listing.
   *
   * @param name the key without what was listed
   * @param bytes how many it has
   */
  record Listed(String name, long bytes) {}

  /** When an object may be written. */
  private enum Condition {
    ABSENT,
    NONE
  }
}
