package net.neuralpro.connectors.storage.s3;

import java.io.IOException;
import net.neuralpro.connectors.storage.StorageException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Says in plain words what an S3 store, or the way to it, did. */
final class S3Failure {
  private static final int MAX_SHOWN = 200;

  private S3Failure() {}

  static StorageException of(String what, S3Location location, SdkException cause) {
    return cause instanceof S3Exception answer
        ? refused(what, location, answer)
        : unanswered(what, location, cause);
  }

  private static StorageException refused(String what, S3Location location, S3Exception answer) {
    String code = code(answer);
    String region =
        answer.awsErrorDetails() == null
            ? ""
            : answer
                .awsErrorDetails()
                .sdkHttpResponse()
                .firstMatchingHeader("x-amz-bucket-region")
                .orElse("");
    boolean elsewhere = !region.isEmpty() && !region.equals(location.region());
    int status = answer.statusCode();
    if (status / 100 == 3 || code.equals("AuthorizationHeaderMalformed") || elsewhere) {
      return new StorageException(
          "S3-REGION",
          what
              + ": the bucket is not in region "
              + location.region()
              + (region.isEmpty() ? "" : " but in " + shown(region))
              + "; set the store's region to that",
          answer);
    }
    if (status == 404 || code.equals("NoSuchBucket")) {
      return new StorageException(
          "S3-BUCKET",
          what + ": there is no bucket " + location.bucket() + "; perhaps its name is misspelt",
          answer);
    }
    if (status == 401 || status == 403) {
      return new StorageException(
          "S3-FORBIDDEN",
          what
              + ": the store refuses it to these credentials"
              + (code.isEmpty() ? "" : " (" + code + ")")
              + "; they need to list the bucket and to get, put and delete its objects",
          answer);
    }
    return new StorageException(
        "S3-REFUSED",
        "%s: the store answered %d %s; perhaps try again later"
            .formatted(what, status, code.isEmpty() ? shown(answer.getMessage()) : code),
        answer);
  }

  private static StorageException unanswered(String what, S3Location location, SdkException cause) {
    String message = String.valueOf(cause.getMessage());
    if (message.contains("credentials") || message.contains("profile")) {
      return new StorageException(
          "S3-CREDENTIALS",
          what
              + ": no credentials were found"
              + location.profile().map(name -> " in the profile " + name).orElse("")
              + "; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a profile",
          cause);
    }
    boolean late =
        cause instanceof ApiCallAttemptTimeoutException || cause instanceof ApiCallTimeoutException;
    return new StorageException(
        "S3-UNREACHABLE",
        what
            + ": "
            + (late ? "the store did not answer in time" : shown(root(cause)))
            + "; perhaps it is down, or its endpoint is not "
            + location.endpoint().map(Object::toString).orElse("that of " + location.region()),
        cause);
  }

  private static String root(Throwable cause) {
    Throwable deepest = cause;
    while (deepest.getCause() != null && !(deepest instanceof IOException)) {
      deepest = deepest.getCause();
    }
    return deepest.getClass().getSimpleName() + ": " + deepest.getMessage();
  }

  /** The store's own name of an error; empty if it gave none. */
  static String code(S3Exception answer) {
    AwsErrorDetails details = answer.awsErrorDetails();
    return details == null || details.errorCode() == null ? "" : shown(details.errorCode());
  }

  /** Text from outside, on one line and of bounded length. */
  private static String shown(@Nullable String text) {
    String line = String.valueOf(text).replaceAll("\\p{Cntrl}", " ");
    return line.length() > MAX_SHOWN ? line.substring(0, MAX_SHOWN) + "…" : line;
  }
}
