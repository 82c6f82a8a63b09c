package replicator.ecr;

import java.util.Optional;
import java.util.function.Supplier;
import replicator.aws.AwsClients;
import replicator.credential.Credential.AccessKey;
import replicator.credential.CredentialStore;
import replicator.settings.EcrAccess;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.EcrClientBuilder;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;

/** Clients of ECR, each with the permissions and the region of its side. */
public final class EcrClients {
  private static final String SESSION = "ecr-replicator";

  private final CredentialStore credentials;
  private final Supplier<StsClient> sts;

  /**
   * @param sts of the stack's own region; asked for only where a role is to be assumed
   */
  public EcrClients(CredentialStore credentials, Supplier<StsClient> sts) {
    this.credentials = credentials;
    this.sts = sts;
  }

  /**
   * A client that keeps its credentials valid.
   *
   * @param policy what is to be done with it
   * @throws replicator.failure.InvalidParameter if the side's credential cannot work
   */
  public EcrClient client(EcrSide side, SessionPolicy policy) {
    EcrClientBuilder builder = EcrClient.builder().region(Region.of(side.location().region().id()));
    provider(side, policy).ifPresent(builder::credentialsProvider);
    return AwsClients.build(builder);
  }

  private Optional<AwsCredentialsProvider> provider(EcrSide side, SessionPolicy policy) {
    return switch (side.access()) {
      case EcrAccess.Own() -> Optional.empty();
      case EcrAccess.Key(var name) -> Optional.of(key(credentials.accessKey(name)));
      case EcrAccess.Role role -> Optional.of(role(side, role, policy));
    };
  }

  private static AwsCredentialsProvider key(AccessKey key) {
    return StaticCredentialsProvider.create(
        AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey()));
  }

  private AwsCredentialsProvider role(EcrSide side, EcrAccess.Role role, SessionPolicy policy) {
    AssumeRoleRequest.Builder request =
        AssumeRoleRequest.builder()
            .roleArn(role.arn())
            .roleSessionName(SESSION)
            .policy(policy.document(side));
    role.externalId().ifPresent(request::externalId);
    return StsAssumeRoleCredentialsProvider.builder()
        .stsClient(sts.get())
        .refreshRequest(request.build())
        .build();
  }
}
