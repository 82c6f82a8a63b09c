package replicator.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.ssm.SsmClient;

class AwsClientsTest {
  @Test
  void clients_ofEveryService_goToTheConfiguredEndpoint() {
    try (LoopbackAws aws = new LoopbackAws().answering(200, "{}")) {
      try (EcrClient ecr = AwsClients.build(EcrClient.builder());
          EcrClient china = AwsClients.build(EcrClient.builder().region(Region.CN_NORTH_1));
          SsmClient ssm = AwsClients.build(SsmClient.builder());
          S3Client s3 = AwsClients.build(S3Client.builder())) {
        ecr.describeRepositories();
        china.describeRepositories();
        ssm.getParameter(request -> request.name("a"));
        s3.headObject(request -> request.bucket("bucket").key("key"));
      }
      assertThat(aws.asked).hasSize(4);
      assertThat(aws.asked.get(0).target()).endsWith(".DescribeRepositories");
      assertThat(aws.asked.get(0).authorization()).contains("OWNKEY/").contains("/eu-west-1/ecr/");
      assertThat(aws.asked.get(1).authorization()).contains("/cn-north-1/ecr/");
      assertThat(aws.asked.get(3).path()).isEqualTo("/bucket/key");
    }
  }

  /** A function makes some at each call, as long as it is warm, and never closes them. */
  @Test
  void clients_ofManyCalls_leaveNoThreadsBehind() {
    try (LoopbackAws aws = new LoopbackAws()) {
      AwsClients.build(EcrClient.builder()); // starts what all of them share
      int before = Thread.activeCount();
      for (int call = 0; call < 20; call++) {
        aws.answering(200, "{}");
        AwsClients.build(EcrClient.builder()).describeRepositories();
      }
      assertThat(Thread.activeCount()).isLessThan(before + 10);
    }
  }

  @Test
  void client_thatIsThrottled_triesAgain() {
    try (LoopbackAws aws =
            new LoopbackAws()
                .answering(400, "{\"__type\": \"ThrottlingException\", \"message\": \"Rate\"}")
                .answering(503, "")
                .answering(200, "{\"repositories\": [{\"repositoryName\": \"a\"}]}");
        EcrClient ecr = AwsClients.build(EcrClient.builder())) {
      assertThat(ecr.describeRepositories().repositories()).hasSize(1);
      assertThat(aws.asked).hasSize(3);
    }
  }

  /** As where a thousand repositories are listed at once. */
  @Test
  void client_thatIsThrottledForLong_hasPatience() {
    LoopbackAws aws = new LoopbackAws();
    for (int time = 0; time < 7; time++) {
      aws.answering(400, "{\"__type\": \"ThrottlingException\", \"message\": \"Rate\"}");
    }
    aws.answering(200, "{\"repositories\": []}");
    try (aws;
        EcrClient ecr = AwsClients.build(EcrClient.builder())) {
      assertThat(ecr.describeRepositories().repositories()).isEmpty();
      assertThat(aws.asked).hasSize(8);
    }
  }

  @Test
  void client_thatIsRefused_doesNotTryAgain() {
    try (LoopbackAws aws =
            new LoopbackAws()
                .answering(400, "{\"__type\": \"AccessDeniedException\", \"message\": \"no\"}");
        EcrClient ecr = AwsClients.build(EcrClient.builder())) {
      assertThatThrownBy(ecr::describeRepositories)
          .isInstanceOfSatisfying(
              AwsServiceException.class,
              e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException"));
      assertThat(aws.asked).hasSize(1);
    }
  }
}
