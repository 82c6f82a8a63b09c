package replicator.sns;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import replicator.aws.AwsCall;
import replicator.run.Notifications;
import software.amazon.awssdk.services.sns.SnsClient;

/**
 * Publishes to the subscribers of a topic, within the bounds of <a
 * href="https://docs.aws.amazon.com/sns/latest/api/API_Publish.html">Publish</a>.
 */
public final class SnsNotifications implements Notifications {
  private static final int SUBJECT_CHARACTERS = 99;
  private static final int TEXT_BYTES = 262_144;

  private final SnsClient client;
  private final String topic;
  private final boolean wanted;

  /**
   * @param topic its ARN
   * @param wanted whether an address is to be reached: SNS forgets one that does not confirm within
   *     48 hours, and tells of none any more
   */
  public SnsNotifications(SnsClient client, String topic, boolean wanted) {
    this.client = client;
    this.topic = topic;
    this.wanted = wanted;
  }

  /**
   * Asks for the subscribers first: a call that is repeated because asking failed must not publish
   * twice.
   */
  @Override
  public boolean publish(String subject, String text) {
    boolean delivered = isDeliverable();
    AwsCall.of("sns:Publish", topic)
        .make(
            () ->
                client.publish(
                    request ->
                        request.topicArn(topic).subject(subject(subject)).message(text(text))));
    return delivered;
  }

  /** Whether it reaches somebody, or nobody is to be reached. */
  private boolean isDeliverable() {
    Map<String, String> attributes =
        AwsCall.of("sns:GetTopicAttributes", topic)
            .make(() -> client.getTopicAttributes(request -> request.topicArn(topic)))
            .attributes();
    boolean confirmed = !attributes.getOrDefault("SubscriptionsConfirmed", "0").equals("0");
    boolean pending = !attributes.getOrDefault("SubscriptionsPending", "0").equals("0");
    return confirmed || !(wanted || pending);
  }

  /** One line of ASCII that begins with a letter, a digit or punctuation. */
  private static String subject(String subject) {
    String line = subject.strip().replaceAll("\\s+", " ").replaceAll("[^\\x20-\\x7e]", "?");
    return line.length() <= SUBJECT_CHARACTERS
        ? line
        : line.substring(0, SUBJECT_CHARACTERS - 3) + "...";
  }

  private static String text(String text) {
    ByteBuffer bytes = ByteBuffer.allocate(TEXT_BYTES);
    CharBuffer characters = CharBuffer.wrap(text);
    // Stops before the character that does not fit.
    StandardCharsets.UTF_8.newEncoder().encode(characters, bytes, true);
    return text.substring(0, characters.position());
  }
}
