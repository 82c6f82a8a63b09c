package replicator.s3;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import replicator.aws.AwsCall;
import replicator.failure.PermanentFailure;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Texts in S3. */
public final class ObjectStore {
  /** Far longer than any list of images that a run gets through. */
  private static final int MOST_BYTES = 8_000_000;

  /** A caller that may not list a bucket is refused an object that does not exist. */
  private static final String HELP =
      "there must be such an object, which the role of the function may read";

  private final S3Client client;

  public ObjectStore(S3Client client) {
    this.client = client;
  }

  /**
   * @return empty if there is no such bucket or object
   * @throws PermanentFailure if it may not be read, is longer than 8,000,000 bytes or not UTF-8
   */
  public Optional<String> text(String bucket, String key) {
    String address = "s3://%s/%s".formatted(bucket, key);
    return new AwsCall("s3:GetObject", address, HELP)
        .make(() -> read(bucket, key))
        .map(bytes -> decoded(bytes, address));
  }

  /** At most one byte more than is allowed. */
  private Optional<byte[]> read(String bucket, String key) {
    try {
      return Optional.of(
          client.getObject(
              request -> request.bucket(bucket).key(key), (response, body) -> start(body)));
    } catch (NoSuchKeyException | NoSuchBucketException e) {
      return Optional.empty();
    }
  }

  private static byte[] start(InputStream body) throws IOException {
    return body.readNBytes(MOST_BYTES + 1);
  }

  private static String decoded(byte[] bytes, String address) {
    if (bytes.length > MOST_BYTES) {
      throw new PermanentFailure(address + " is longer than 8,000,000 bytes");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new PermanentFailure(address + " is no text in UTF-8", e);
    }
  }
}
