package replicator.settings;

import static replicator.settings.Refusals.assertRefused;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusedSettingsTest {

  @Test
  void a_registry_in_another_partition_needs_its_account_and_an_access_key() {
    assertRefused(
        "srcAccountId",
        "",
        "the account of the registry, since this one does not exist in cn-north-1",
        "srcRegion",
        "cn-north-1",
        "srcCredential",
        "key");
    assertRefused(
        "destCredential",
        "",
        "an access key, since neither the stack's own permissions nor its roles reach cn-north-1",
        "destRegion",
        "cn-north-1",
        "destAccountId",
        "333333333333",
        "destRoleArn",
        "arn:aws-cn:iam::333333333333:role/push");
  }

  @Test
  void no_image_is_its_own_copy_though_the_stack_s_account_is_written_out() {
    assertRefused(
        "destPrefix",
        "",
        "a prefix, since source and destination are both"
            + " 123456789012.dkr.ecr.eu-west-1.amazonaws.com: each image would be its own copy",
        "srcAccountId",
        "123456789012",
        "srcRegion",
        "eu-west-1");
  }

  @ParameterizedTest(name = "{0} \"{1}\"")
  @CsvSource(
      delimiter = '|',
      emptyValue = "",
      textBlock =
          """
          sourceType         | ''                  | Amazon_ECR, Public or Private
          sourceType         | amazon_ecr          | Amazon_ECR, Public or Private
          sourceType         | Docker              | Amazon_ECR, Public or Private
          srcRegion          | ''                  | the region of the source, since sourceType is Amazon_ECR
          srcRegion          | Ireland             | a region of AWS, China or GovCloud, such as eu-west-1 or cn-north-1
          srcRegion          | eu-west             | a region of AWS, China or GovCloud, such as eu-west-1 or cn-north-1
          srcRegion          | eu-west-1a          | a region of AWS, China or GovCloud, such as eu-west-1 or cn-north-1
          srcRegion          | us-iso-east-1       | a region of AWS, China or GovCloud, such as eu-west-1 or cn-north-1
          srcRegion          | us-isob-east-1      | a region of AWS, China or GovCloud, such as eu-west-1 or cn-north-1
          srcRegion          | eusc-de-east-1      | a region of AWS, China or GovCloud, such as eu-west-1 or cn-north-1
          srcAccountId       | 12345678901         | an AWS account of 12 digits
          srcAccountId       | 1234-5678-9012      | an AWS account of 12 digits
          srcAccountId       | ١٢٣٤٥٦٧٨٩٠١٢        | an AWS account of 12 digits
          srcList            | ''                  | ALL or SELECTED
          srcList            | all                 | ALL or SELECTED
          destRegion         | moon-1              | a region of AWS, China or GovCloud, such as eu-west-1 or cn-north-1
          destAccountId      | me                  | an AWS account of 12 digits
          destScanOnPush     | yes                 | ENABLED or DISABLED
          destTagMutability  | mutable             | IMMUTABLE or MUTABLE
          destTags           | team                | key=value pairs, comma separated
          destTags           | =platform           | key=value pairs, comma separated
          destTags           | a=b, =platform      | key=value pairs, comma separated
          maxConcurrency     | ''                  | a whole number of 1 or more
          maxConcurrency     | 0                   | a whole number of 1 or more
          maxConcurrency     | -1                  | a whole number of 1 or more
          maxConcurrency     | 2.5                 | a whole number of 1 or more
          maxConcurrency     | ten                 | a whole number of 1 or more
          maxConcurrency     | 99999999999         | a whole number of 1 or more
          useSpot            | yes                 | ENABLED or DISABLED
          taskCheckSeconds   | 0                   | a whole number of 1 or more
          taskParallelCopies | none                | a whole number of 1 or more
          putImageRate       | 0                   | a whole number of 1 or more
          copyTimeoutMinutes | 1h                  | a whole number of 1 or more
          registryAddresses  | EVERY               | ANY or GUARDED
          """)
  void a_value_that_cannot_work_is_named_with_what_would_be_right(
      String parameter, String value, String expected) {
    assertRefused(parameter, value, expected, parameter, value);
  }

  @Test
  void all_of_a_public_registry_is_refused() {
    assertRefused(
        "srcList",
        "ALL",
        "SELECTED, since nobody can list all of a public registry",
        "sourceType",
        "Public");
  }

  @Test
  void a_list_without_images_is_refused() {
    assertRefused(
        "srcImageList", "", "at least one image, since srcList is SELECTED", "srcList", "SELECTED");
  }

  @ParameterizedTest
  @CsvSource({
    "https://bucket/list",
    "s3://",
    "s3://b/k",
    "s3://bucket/",
    "arn:aws:ssm:eu-west-1:1:parameter/x",
  })
  void a_list_that_stands_nowhere_known_is_refused(String location) {
    assertRefused(
        "srcImageListLocation",
        location,
        "s3://BUCKET/KEY or the name of an SSM parameter",
        "srcList",
        "SELECTED",
        "srcImageListLocation",
        location);
  }

  @Test
  void a_list_in_the_parameter_that_the_stack_then_deletes_is_refused() {
    assertRefused(
        "srcImageListLocation",
        "/ecr-replicator/mirror/images",
        "a place of your own: the stack deletes this parameter when srcImageListLocation is given",
        "srcList",
        "SELECTED",
        "srcImageListLocation",
        "/ecr-replicator/mirror/images");
  }

  @ParameterizedTest
  @CsvSource(
      emptyValue = "",
      value = {
        "''",
        "https://registry.example.com",
        "registry_example.com",
        "registry.example.com:port",
        "user@registry.example.com",
      })
  void a_private_registry_that_is_no_host_is_refused(String registry) {
    assertNoRegistry(
        registry, "a registry host: a domain name, with a port if need be, such as quay.io");
  }

  @Test
  void a_private_registry_that_would_be_a_name_at_docker_hub_is_refused() {
    assertNoRegistry("registry", "a registry host: one with a dot or a port");
  }

  @ParameterizedTest
  @CsvSource({
    "registry.example.com/",
    "registry.example.com/Team",
    "registry.example.com//team",
  })
  void a_private_registry_with_a_path_that_is_none_is_refused(String registry) {
    assertNoRegistry(
        registry,
        "a repository name: lower-case letters and digits, with \".\", \"_\", \"-\" between them"
            + " and \"/\" between parts");
  }

  private static void assertNoRegistry(String registry, String reason) {
    assertRefused(
        "srcRegistry",
        registry,
        "the host of the registry, with port and path if need be,"
            + " such as registry.example.com:5000; "
            + reason,
        "sourceType",
        "Private",
        "srcRegistry",
        registry);
  }

  @ParameterizedTest
  @CsvSource({
    "docker.io, 'Public, whose srcCredential is Docker Hub''s'",
    "registry-1.docker.io, 'Public, whose srcCredential is Docker Hub''s'",
    "111122223333.dkr.ecr.us-west-2.amazonaws.com, Amazon_ECR",
    "111122223333.dkr.ecr-fips.us-east-1.amazonaws.com, Amazon_ECR",
    "111122223333.dkr-ecr.cn-north-1.on.amazonwebservices.com.cn, Amazon_ECR",
  })
  void a_private_registry_that_another_source_type_reads_is_refused(String host, String type) {
    assertRefused(
        "srcRegistry",
        host,
        "sourceType " + type,
        "sourceType",
        "Private",
        "srcRegistry",
        host + "/team");
  }

  @ParameterizedTest
  @CsvSource({"Amazon_ECR", "Public"})
  void a_registry_that_would_not_be_looked_at_is_refused(String sourceType) {
    assertRefused(
        "srcRegistry",
        "registry.example.com",
        "a blank value unless sourceType is Private: a public registry is named in the list"
            + " of images, as in quay.io/coreos/etcd",
        "sourceType",
        sourceType,
        "srcRegistry",
        "registry.example.com");
  }

  @Test
  void a_key_and_a_role_for_the_same_registry_are_refused() {
    assertRefused(
        "srcRoleArn",
        "arn:x",
        "a blank value when srcCredential is given: one or the other",
        "srcRoleArn",
        "arn:x",
        "srcCredential",
        "key");
    assertRefused(
        "destRoleArn",
        "arn:x",
        "a blank value when destCredential is given: one or the other",
        "destRoleArn",
        "arn:x",
        "destCredential",
        "key");
  }
}
