package replicator.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import replicator.aws.AwsClients;
import replicator.aws.LoopbackAws;
import replicator.failure.PermanentFailure;
import software.amazon.awssdk.services.s3.S3Client;

class ObjectStoreTest {
  private final LoopbackAws aws = new LoopbackAws();
  private final S3Client client = AwsClients.build(S3Client.builder());
  private final ObjectStore store = new ObjectStore(client);

  @AfterEach
  void close() {
    client.close();
    aws.close();
  }

  @Test
  void text_isTheObjects() {
    aws.answering(200, "ubuntu:latest\n# Größe\n");
    assertThat(store.text("bucket", "lists/images.txt")).contains("ubuntu:latest\n# Größe\n");
    assertThat(aws.asked.getFirst().path()).isEqualTo("/bucket/lists/images.txt");
  }

  @Test
  void text_ofEightMillionBytes_isRead() {
    aws.answering(200, "x".repeat(8_000_000));
    assertThat(store.text("bucket", "key").orElseThrow()).hasSize(8_000_000);
  }

  @Test
  void text_ofOneByteMore_isRefused() {
    aws.answering(200, "x".repeat(8_000_001));
    assertThatThrownBy(() -> store.text("bucket", "key"))
        .isInstanceOf(PermanentFailure.class)
        .hasMessage("s3://bucket/key is longer than 8,000,000 bytes");
  }

  @Test
  void text_thatIsNotUtf8_isRefused() {
    aws.answering(200, new byte[] {(byte) 0xff, (byte) 0xfe});
    assertThatThrownBy(() -> store.text("bucket", "key"))
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining("no text in UTF-8");
  }

  @Test
  void text_ofNoObjectOrBucket_isAbsent() {
    aws.answering(404, error("NoSuchKey")).answering(404, error("NoSuchBucket"));
    assertThat(store.text("bucket", "key")).isEmpty();
    assertThat(store.text("bucket", "key")).isEmpty();
  }

  @Test
  void text_refused_isNotAbsent() {
    aws.answering(403, error("AccessDenied"));
    assertThatThrownBy(() -> store.text("bucket", "key"))
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining("s3:GetObject on s3://bucket/key was refused")
        .hasMessageContaining("there must be such an object");
  }

  private static byte[] error(String code) {
    return "<Error><Code>%s</Code><Message>said so</Message></Error>"
        .formatted(code)
        .getBytes(StandardCharsets.UTF_8);
  }
}
