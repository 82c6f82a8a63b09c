package replicator.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static replicator.settings.Refusals.assertRefused;
import static replicator.settings.SampleSettings.with;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpeningTest {

  @ParameterizedTest
  @CsvSource({"src, Amazon_ECR", "src, Private", "dest, Amazon_ECR"})
  void an_external_id_without_a_role_is_refused(String side, String sourceType) {
    assertRefused(
        side + "RoleExternalId",
        "ticket-7",
        "a blank value unless %sRoleArn is given, since only a role requires one".formatted(side),
        "sourceType",
        sourceType,
        side + "RoleExternalId",
        "ticket-7");
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws-cn:iam::222222222222:role/pull, us-west-2, eu-west-1, aws",
    "arn:aws:iam::222222222222:role/pull, cn-north-1, cn-northwest-1, aws-cn",
    "pull, us-gov-west-1, us-gov-east-1, aws-us-gov",
  })
  void a_role_of_another_partition_than_its_registry_is_refused(
      String arn, String region, String home, String partition) {
    assertRefused(
        "srcRoleArn",
        arn,
        "the ARN of a role, arn:%s:iam::222222222222:role/NAME, since the registry is in %s"
            .formatted(partition, region),
        "srcRoleArn",
        arn,
        "srcAccountId",
        "222222222222",
        "srcRegion",
        region,
        "AWS_REGION",
        home);
  }

  @ParameterizedTest
  @CsvSource(
      emptyValue = "",
      textBlock =
          """
          Credential, pull,                                  ''
          Credential, '',                                    push
          Credential, pull,                                  push
          RoleArn,    arn:aws:iam::123456789012:role/pull,   ''
          RoleArn,    '',                                    arn:aws:iam::123456789012:role/push
          """)
  void one_registry_that_is_opened_in_two_ways_is_refused(
      String parameter, String source, String destination) {
    assertRefused(
        "src" + parameter,
        source,
        "the same as dest%s, which is \"%s\": source and destination are both %s, and one login opens it"
            .formatted(parameter, destination, "123456789012.dkr.ecr.eu-west-1.amazonaws.com"),
        "srcRegion",
        "eu-west-1",
        "destPrefix",
        "mirror",
        "src" + parameter,
        source,
        "dest" + parameter,
        destination);
  }

  @Test
  void one_registry_that_is_opened_alike_is_taken() {
    assertThat(
            with(
                    "srcRegion", "eu-west-1",
                    "destPrefix", "mirror",
                    "srcCredential", "key",
                    "destCredential", "key")
                .isOneRegistry())
        .isTrue();
  }
}
