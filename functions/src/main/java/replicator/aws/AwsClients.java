package replicator.aws;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/**
 * Makes the clients that Quarkus does not make. AWS_ENDPOINT_URL leads all of them elsewhere: <a
 * href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html">service-specific
 * endpoints</a>.
 */
public final class AwsClients {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ATTEMPT = Duration.ofSeconds(30);

  /** All attempts of a call together: well within the five minutes of a function. */
  private static final Duration CALL = Duration.ofMinutes(2);

  private static final int ATTEMPTS = 10;

  /**
   * Times out the calls of all clients. A client that is given no executor starts five threads,
   * which outlive it, and a warm function keeps making clients.
   */
  private static final ScheduledExecutorService TIMEOUTS = timeouts();

  private AwsClients() {}

  private static ScheduledExecutorService timeouts() {
    ScheduledThreadPoolExecutor one =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("aws-timeouts").factory());
    one.setRemoveOnCancelPolicy(true);
    return one;
  }

  /** Builds a client with the limits of this class. */
  public static <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C build(
      B builder) {
    return builder
        .httpClientBuilder(
            UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(ATTEMPT))
        .overrideConfiguration(untilItAnswers())
        .build();
  }

  /**
   * Waits longer from attempt to attempt, so that parallel calls slow down to the rate that the
   * service allows. There is no circuit breaker, which would give up early where many calls are
   * throttled, as when a thousand repositories are listed.
   */
  private static ClientOverrideConfiguration untilItAnswers() {
    return ClientOverrideConfiguration.builder()
        .apiCallAttemptTimeout(ATTEMPT)
        .apiCallTimeout(CALL)
        .scheduledExecutorService(TIMEOUTS)
        .retryStrategy(
            AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .maxAttempts(ATTEMPTS)
                .circuitBreakerEnabled(false)
                .build())
        .build();
  }
}
