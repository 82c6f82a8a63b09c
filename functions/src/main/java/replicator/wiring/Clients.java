package replicator.wiring;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import replicator.aws.AwsClients;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sts.StsClient;

/** Clients of services of the stack's own region; Quarkus makes those of DynamoDB, SSM and S3. */
final class Clients {
  /**
   * More than are used at once; the JDK would keep five, and every other call would need a new
   * handshake: <a
   * href="https://docs.oracle.com/en/java/javase/25/docs/api/java.base/java/net/doc-files/net-properties.html">Networking
   * Properties</a>.
   */
  private static final String IDLE_CONNECTIONS_A_HOST = "64";

  /**
   * Before any client connects: HttpURLConnection reads it once, and has no other way to set it.
   */
  void keepConnections(@Observes StartupEvent start) {
    System.setProperty("http.maxConnections", IDLE_CONNECTIONS_A_HOST);
  }

  @Produces
  @Singleton
  EcsClient ecs() {
    return AwsClients.build(EcsClient.builder());
  }

  @Produces
  @Singleton
  SfnClient stepFunctions() {
    return AwsClients.build(SfnClient.builder());
  }

  @Produces
  @Singleton
  SnsClient sns() {
    return AwsClients.build(SnsClient.builder());
  }

  @Produces
  @Singleton
  SecretsManagerClient secretsManager() {
    return AwsClients.build(SecretsManagerClient.builder());
  }

  @Produces
  @Singleton
  CloudWatchLogsClient logs() {
    return AwsClients.build(CloudWatchLogsClient.builder());
  }

  @Produces
  @Singleton
  StsClient sts() {
    return AwsClients.build(StsClient.builder());
  }
}
