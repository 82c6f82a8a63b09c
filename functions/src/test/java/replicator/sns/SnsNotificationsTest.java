package replicator.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import replicator.aws.Answers;
import replicator.failure.PermanentFailure;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.GetTopicAttributesRequest;
import software.amazon.awssdk.services.sns.model.GetTopicAttributesResponse;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;

/** The bounds are those of https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
class SnsNotificationsTest {
  private final FakeSns sns = new FakeSns();
  private final SnsNotifications notifications = new SnsNotifications(sns, "arn:topic", true);

  @Test
  void publish_goesToTheTopic() {
    notifications.publish("2 of 30 images failed", "team/app:1.0: the source has no image");
    assertThat(sns.published.getFirst().topicArn()).isEqualTo("arn:topic");
    assertThat(sns.published.getFirst().subject()).isEqualTo("2 of 30 images failed");
    assertThat(sns.published.getFirst().message())
        .isEqualTo("team/app:1.0: the source has no image");
  }

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "two lines,two lines",
        "'two\nlines','two lines'",
        "'two\r\n\tlines','two lines'",
        "' spaces around ','spaces around'",
        "München,M?nchen",
        "→ gone,? gone",
      })
  void publish_withASubjectThatSnsRefuses_replacesWhatIsWrong(String subject, String sent) {
    notifications.publish(subject, "text");
    assertThat(sns.published.getFirst().subject()).isEqualTo(sent);
  }

  @Test
  void publish_withALongSubject_cutsIt() {
    notifications.publish("x".repeat(100), "text");
    notifications.publish("x".repeat(99), "text");
    assertThat(sns.published.getFirst().subject()).hasSize(99).endsWith("x...");
    assertThat(sns.published.getLast().subject()).isEqualTo("x".repeat(99));
  }

  @Test
  void publish_withALongText_cutsItBetweenCharacters() {
    notifications.publish("subject", "€".repeat(100_000));
    String text = sns.published.getFirst().message();
    assertThat(text).isEqualTo("€".repeat(262_144 / 3));
    assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(262_144);
  }

  @ParameterizedTest(name = "{0} confirmed, {1} pending, an address of the stack: {2}")
  @CsvSource({
    "0, 1, true, false",
    "0, 2, true, false",
    "1, 1, true, true",
    "1, 0, true, true",
    // SNS has forgotten an address that was not confirmed in time.
    "0, 0, true, false",
    "0, 0, false, true",
    "0, 1, false, false",
    "1, 0, false, true",
  })
  void publish_whileNoAddressIsConfirmed_reachesNobody(
      String confirmed, String pending, boolean wanted, boolean delivered) {
    sns.attributes = Map.of("SubscriptionsConfirmed", confirmed, "SubscriptionsPending", pending);
    SnsNotifications topic = new SnsNotifications(sns, "arn:topic", wanted);
    assertThat(topic.publish("subject", "text")).isEqualTo(delivered);
    assertThat(sns.published).hasSize(1);
  }

  @Test
  void publish_whenTheSubscribersAreNotToBeHad_publishesNothing() {
    sns.attributesFailure = Optional.of(Answers.denied("sns:GetTopicAttributes"));
    assertThatThrownBy(() -> notifications.publish("subject", "text"))
        .hasMessageContaining("sns:GetTopicAttributes on arn:topic");
    assertThat(sns.published).isEmpty();
  }

  @Test
  void publish_refused_isPermanent() {
    sns.failure = Optional.of(Answers.denied("sns:Publish"));
    assertThatThrownBy(() -> notifications.publish("subject", "text"))
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining("sns:Publish on arn:topic");
  }

  private static final class FakeSns implements SnsClient {
    final List<PublishRequest> published = new ArrayList<>();
    Optional<RuntimeException> failure = Optional.empty();
    Optional<RuntimeException> attributesFailure = Optional.empty();
    Map<String, String> attributes = Map.of();

    @Override
    public GetTopicAttributesResponse getTopicAttributes(GetTopicAttributesRequest request) {
      attributesFailure.ifPresent(
          refusal -> {
            throw refusal;
          });
      return GetTopicAttributesResponse.builder().attributes(attributes).build();
    }

    @Override
    public PublishResponse publish(PublishRequest request) {
      failure.ifPresent(
          refusal -> {
            throw refusal;
          });
      published.add(request);
      return PublishResponse.builder().build();
    }

    @Override
    public String serviceName() {
      return "sns";
    }

    @Override
    public void close() {}
  }
}
