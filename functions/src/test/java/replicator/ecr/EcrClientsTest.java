package replicator.ecr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static replicator.settings.SampleSettings.with;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import replicator.aws.Answers;
import replicator.aws.LoopbackAws;
import replicator.credential.Credential;
import replicator.credential.CredentialName;
import replicator.failure.InvalidParameter;
import replicator.failure.PermanentFailure;
import replicator.settings.Account;
import replicator.settings.AwsRegion;
import replicator.settings.EcrAccess;
import replicator.settings.EcrLocation;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.Credentials;

class EcrClientsTest {
  private static final EcrLocation CHINA = location("444455556666", "cn-north-1");
  private static final EcrLocation EUROPE = location("111122223333", "eu-west-1");
  private static final CredentialName NAME = new CredentialName("srcCredential", "drh-credentials");
  private static final String ROLE = "arn:aws:iam::111122223333:role/pull";

  private final LoopbackAws aws = new LoopbackAws().answering(200, "{}");
  private final FakeSts sts = new FakeSts();

  @AfterEach
  void close() {
    aws.close();
  }

  @Test
  void client_withItsOwnPermissions_callsTheRegionOfItsSide() {
    call(clients(), new EcrSide("dest", CHINA, new EcrAccess.Own()));
    assertThat(aws.asked.getFirst().authorization())
        .contains("Credential=OWNKEY/")
        .contains("/cn-north-1/ecr/aws4_request");
    assertThat(sts.asked).isEmpty();
  }

  @Test
  void client_withAnAccessKey_signsWithIt() {
    call(
        clients(new Credential.AccessKey("AKCHINA", "secret")),
        new EcrSide("src", CHINA, new EcrAccess.Key(NAME)));
    assertThat(aws.asked.getFirst().authorization()).contains("Credential=AKCHINA/");
  }

  @Test
  void client_withALoginInPlaceOfAnAccessKey_isRefused() {
    EcrClients clients = clients(new Credential.Login("me", "TOPSECRET"));
    EcrSide side = new EcrSide("src", EUROPE, new EcrAccess.Key(NAME));
    assertThatThrownBy(() -> clients.client(side, SessionPolicy.LIST))
        .isInstanceOf(InvalidParameter.class)
        .hasMessageContaining("srcCredential is \"drh-credentials\"")
        .hasMessageContaining("access_key_id and secret_access_key")
        .hasMessageNotContaining("TOPSECRET");
  }

  @Test
  void client_withARole_assumesItNarrowedAndKeepsItsCredentials() {
    EcrAccess role = new EcrAccess.Role(ROLE, Optional.of("ticket-7"));
    call(clients(), new EcrSide("src", EUROPE, role));
    assertThat(aws.asked.getFirst().authorization()).contains("Credential=ASIA1/");
    assertThat(aws.asked.getFirst().token()).isEqualTo("session-1");
    assertThat(aws.asked.get(1).token()).isEqualTo("session-1");
    assertThat(sts.asked).hasSize(1);
    AssumeRoleRequest request = sts.asked.getFirst();
    assertThat(request.roleArn()).isEqualTo(ROLE);
    assertThat(request.externalId()).isEqualTo("ticket-7");
    assertThat(request.policy())
        .contains("ecr:ListImages")
        .contains("arn:aws:ecr:eu-west-1:111122223333:repository/*")
        .doesNotContain("PutImage");
  }

  @Test
  void client_whoseSessionEndsSoon_assumesTheRoleAgain() {
    sts.lifetime = Duration.ofSeconds(30);
    call(clients(), new EcrSide("src", EUROPE, new EcrAccess.Role(ROLE, Optional.empty())));
    assertThat(aws.asked).map(LoopbackAws.Request::token).containsExactly("session-1", "session-2");
  }

  @Test
  void client_whoseRoleMayNotBeTaken_saysWhatTheRoleMustAllow() {
    sts.refusing = true;
    EcrSide side = new EcrSide("src", EUROPE, new EcrAccess.Role(ROLE, Optional.empty()));
    EcrSource source = new EcrSource(clients().client(side, SessionPolicy.LIST), side);
    assertThatThrownBy(source::repositories)
        .isInstanceOf(PermanentFailure.class)
        .hasMessageContaining("trust policy of the role in srcRoleArn")
        .hasMessageContaining("srcRoleExternalId");
  }

  /** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
  @ParameterizedTest
  @EnumSource
  void sessionPolicy_isShortEnoughAndOfThePartition(SessionPolicy policy) {
    assertThat(policy.document(new EcrSide("src", CHINA, new EcrAccess.Own())))
        .hasSizeLessThan(2048)
        .contains("arn:aws-cn:ecr:cn-north-1:444455556666:repository/*")
        .doesNotContain("kms:", "signer:");
  }

  @Test
  void sessionPolicy_ofTheDestination_isForItsPrefixAndItsKey() {
    String key = "arn:aws-cn:kms:cn-north-1:444455556666:key/0a";
    EcrSide side = ofTheDestination(CHINA, Optional.of(key), Optional.empty());

    assertThat(SessionPolicy.PUSH.document(side))
        .contains(":repository/mirror/*\"", "kms:CreateGrant", "\"" + key + "\"")
        .contains("{\"StringLike\":{\"kms:ViaService\":\"ecr.cn-north-1.amazonaws.com*\"}}");
    assertThat(SessionPolicy.LOOK.document(side)).doesNotContain("kms:");
  }

  /** https://docs.aws.amazon.com/AmazonECR/latest/userguide/managed-signing.html */
  @ParameterizedTest
  @EnumSource(names = {"PUSH", "PULL_AND_PUSH"})
  void sessionPolicy_thatPushes_signsWithTheProfileOfTheRegistry(SessionPolicy policy) {
    String profile = "arn:aws-cn:signer:cn-north-1:444455556666:/signing-profiles/ours";
    EcrSide side = ofTheDestination(CHINA, Optional.empty(), Optional.of(profile));

    assertThat(resources(policy.document(side), "signer:SignPayload")).containsExactly(profile);
    assertThat(SessionPolicy.LOOK.document(side)).doesNotContain("signer:");
  }

  @Test
  void sessionPolicy_ofTheDestination_coversNoRepositoryThatOnlyBeginsAlike() {
    EcrSide side = EcrSide.of(with("destPrefix", "mirror").destination());

    assertThat(SessionPolicy.PUSH.document(side)).contains(":repository/mirror/*\"");
  }

  @Test
  void sessionPolicy_ofOneRegistry_pullsAllAndPushesToItsPrefix() {
    EcrSide side = ofTheDestination(EUROPE, Optional.empty(), Optional.empty());
    String document = SessionPolicy.PULL_AND_PUSH.document(side);

    assertThat(resources(document, "ecr:GetDownloadUrlForLayer"))
        .containsExactly(
            "arn:aws:ecr:eu-west-1:111122223333:repository/mirror/*",
            "arn:aws:ecr:eu-west-1:111122223333:repository/*");
    assertThat(resources(document, "ecr:PutImage"))
        .containsExactly("arn:aws:ecr:eu-west-1:111122223333:repository/mirror/*");
    assertThat(resources(document, "ecr:GetAuthorizationToken")).containsExactly("*");
  }

  /** On which an action is allowed. */
  private static List<String> resources(String document, String action) {
    try {
      return StreamSupport.stream(
              new ObjectMapper().readTree(document).path("Statement").spliterator(), false)
          .filter(
              statement ->
                  StreamSupport.stream(statement.path("Action").spliterator(), false)
                      .anyMatch(one -> one.asText("").equals(action)))
          .map(statement -> statement.path("Resource").asText(""))
          .toList();
    } catch (JsonProcessingException e) {
      throw new AssertionError(document, e);
    }
  }

  private static void call(EcrClients clients, EcrSide side) {
    try (EcrClient client = clients.client(side, SessionPolicy.LIST)) {
      client.describeRepositories();
      client.describeRepositories();
    }
  }

  private EcrClients clients() {
    return clients(new Credential.AccessKey("unused", "unused"));
  }

  private EcrClients clients(Credential stored) {
    return new EcrClients(name -> stored, () -> sts);
  }

  private static EcrSide ofTheDestination(
      EcrLocation location, Optional<String> key, Optional<String> signingProfile) {
    return new EcrSide("dest", location, new EcrAccess.Own(), "mirror/", key, signingProfile);
  }

  private static EcrLocation location(String account, String region) {
    return new EcrLocation(new Account(account), new AwsRegion(region));
  }

  private static final class FakeSts implements StsClient {
    final List<AssumeRoleRequest> asked = new ArrayList<>();
    Duration lifetime = Duration.ofHours(1);
    boolean refusing;

    @Override
    public AssumeRoleResponse assumeRole(AssumeRoleRequest request) {
      asked.add(request);
      if (refusing) {
        throw Answers.denied("sts:AssumeRole");
      }
      Credentials credentials =
          Credentials.builder()
              .accessKeyId("ASIA" + asked.size())
              .secretAccessKey("secret")
              .sessionToken("session-" + asked.size())
              .expiration(Instant.now().plus(lifetime))
              .build();
      return AssumeRoleResponse.builder().credentials(credentials).build();
    }

    @Override
    public String serviceName() {
      return "sts";
    }

    @Override
    public void close() {}
  }
}
