package replicator.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import replicator.credential.CredentialName;
import replicator.failure.InvalidParameter;
import replicator.image.RegistryHost;
import replicator.image.RepositoryName;

class SettingsTest {
  /** As template.yaml hands them over, the defaults where a person types nothing. */
  private static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          Map.entry("sourceType", "Amazon_ECR"),
          Map.entry("srcRegion", "us-west-2"),
          Map.entry("srcAccountId", ""),
          Map.entry("srcRegistry", ""),
          Map.entry("srcList", "ALL"),
          Map.entry("srcCredential", ""),
          Map.entry("srcRoleArn", ""),
          Map.entry("srcRoleExternalId", ""),
          Map.entry("srcImageListLocation", ""),
          Map.entry("destRegion", ""),
          Map.entry("destAccountId", ""),
          Map.entry("destPrefix", ""),
          Map.entry("destCredential", ""),
          Map.entry("destRoleArn", ""),
          Map.entry("destRoleExternalId", ""),
          Map.entry("destScanOnPush", "DISABLED"),
          Map.entry("destTagMutability", "MUTABLE"),
          Map.entry("destKmsKeyArn", ""),
          Map.entry("destTags", ""),
          Map.entry("maxConcurrency", "10"),
          Map.entry("useSpot", "DISABLED"),
          Map.entry("taskCheckSeconds", "900"),
          Map.entry("taskParallelCopies", "2"),
          Map.entry("putImageRate", "10"),
          Map.entry("copyTimeoutMinutes", "60"),
          Map.entry("IMAGE_LIST_PARAMETER", ""),
          Map.entry("STACK_ACCOUNT_ID", "123456789012"),
          Map.entry("AWS_REGION", "eu-west-1"));

  @Test
  void what_is_blank_is_this_account_this_region_all_images_and_the_stack_s_own_permissions() {
    assertThat(Settings.of(DEFAULTS))
        .isEqualTo(
            new Settings(
                new SourceSettings.Ecr(location("123456789012", "us-west-2"), new EcrAccess.Own()),
                Optional.empty(),
                new DestinationSettings(
                    location("123456789012", "eu-west-1"),
                    new EcrAccess.Own(),
                    "",
                    new RepositorySettings(false, false, Optional.empty(), Map.of())),
                10,
                false,
                900,
                2,
                10,
                60,
                false));
  }

  @Test
  void everything_may_be_elsewhere_and_opened_by_keys() {
    Settings settings =
        with(
            "srcAccountId", "222222222222",
            "srcRegion", "cn-north-1",
            "srcCredential", "drh-credentials",
            "destAccountId", "333333333333",
            "destRegion", "us-gov-west-1",
            "destCredential", "push");

    assertThat(settings.source())
        .isEqualTo(
            new SourceSettings.Ecr(
                location("222222222222", "cn-north-1"),
                new EcrAccess.Key(new CredentialName("srcCredential", "drh-credentials"))));
    assertThat(settings.destination())
        .satisfies(
            there ->
                assertThat(there.location()).isEqualTo(location("333333333333", "us-gov-west-1")),
            there ->
                assertThat(there.access())
                    .isEqualTo(new EcrAccess.Key(new CredentialName("destCredential", "push"))));
  }

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
  void a_stack_in_china_reaches_china_by_itself_and_the_rest_by_a_key() {
    Settings settings =
        with(
            "AWS_REGION", "cn-north-1",
            "srcRegion", "eu-west-1",
            "srcAccountId", "222222222222",
            "srcCredential", "key",
            "destRegion", "cn-northwest-1");

    assertThat(settings.destination().access()).isEqualTo(new EcrAccess.Own());
    assertThat(settings.source())
        .extracting("location")
        .isEqualTo(location("222222222222", "eu-west-1"));
  }

  @Test
  void a_role_is_assumed_with_its_external_id_where_there_is_one() {
    Settings settings =
        with(
            "srcRoleArn", "arn:aws:iam::222222222222:role/pull",
            "srcRoleExternalId", "x-1",
            "destRoleArn", "arn:aws:iam::333333333333:role/push");

    assertThat(settings.source())
        .extracting("access")
        .isEqualTo(new EcrAccess.Role("arn:aws:iam::222222222222:role/pull", Optional.of("x-1")));
    assertThat(settings.destination().access())
        .isEqualTo(new EcrAccess.Role("arn:aws:iam::333333333333:role/push", Optional.empty()));
  }

  @Test
  void a_public_source_needs_no_region_and_may_have_a_login() {
    assertThat(publicWith("srcRegion", "").source())
        .isEqualTo(new SourceSettings.Public(Optional.empty()));
    assertThat(publicWith("srcCredential", "hub").source())
        .isEqualTo(
            new SourceSettings.Public(Optional.of(new CredentialName("srcCredential", "hub"))));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      nullValues = "none",
      value = {
        "registry.example.com, registry.example.com, none",
        "registry.example.com:5000, registry.example.com:5000, none",
        "registry.example.com/, registry.example.com, none",
        "registry.example.com:5000/team/a, registry.example.com:5000, team/a",
        "localhost, localhost, none",
      })
  void a_private_source_has_a_host_and_may_have_a_path(String typed, String host, String path) {
    assertThat(with("sourceType", "Private", "srcRegistry", typed).source())
        .isEqualTo(
            new SourceSettings.Private(
                new RegistryHost(host),
                Optional.ofNullable(path).map(RepositoryName::new),
                Optional.empty()));
  }

  @Test
  void blanks_around_a_value_do_not_count() {
    assertThat(with("srcAccountId", " 222222222222\n").source())
        .isEqualTo(
            new SourceSettings.Ecr(location("222222222222", "us-west-2"), new EcrAccess.Own()));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "a-parameter, a-parameter",
    "/deep/down, /deep/down",
  })
  void a_list_may_stand_in_another_parameter(String typed, String name) {
    assertThat(selectedWith("srcImageListLocation", typed).imageList())
        .contains(new ListLocation.Parameter(name));
  }

  @Test
  void a_list_may_stand_in_an_object_of_s3() {
    assertThat(selectedWith("srcImageListLocation", "s3://my.bucket-1/a/b c.txt").imageList())
        .contains(new ListLocation.S3Object("my.bucket-1", "a/b c.txt"));
  }

  @Test
  void a_list_stands_in_the_parameter_of_the_stack_unless_another_place_is_given() {
    assertThat(selectedWith("IMAGE_LIST_PARAMETER", "CFN-ImageList-1").imageList())
        .contains(new ListLocation.Parameter("CFN-ImageList-1"));
    assertThat(
            selectedWith("IMAGE_LIST_PARAMETER", "CFN-ImageList-1", "srcImageListLocation", "mine")
                .imageList())
        .contains(new ListLocation.Parameter("mine"));
  }

  @Test
  void a_list_is_not_looked_at_when_all_images_are_wanted() {
    assertThat(with("srcImageListLocation", "s3://nonsense").imageList()).isEmpty();
  }

  @Test
  void new_repositories_get_what_the_parameters_say() {
    Settings settings =
        with(
            "destPrefix", "mirror",
            "destScanOnPush", "ENABLED",
            "destTagMutability", "IMMUTABLE",
            "destKmsKeyArn", "arn:aws:kms:eu-west-1:123456789012:key/1",
            "destTags", "team = platform,,env=prod=1, empty=");

    assertThat(settings.destination().prefix()).isEqualTo("mirror");
    assertThat(settings.destination().created())
        .isEqualTo(
            new RepositorySettings(
                true,
                true,
                Optional.of("arn:aws:kms:eu-west-1:123456789012:key/1"),
                Map.of("team", "platform", "env", "prod=1", "empty", "")));
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
          srcRegion          | Ireland             | a region such as eu-west-1 or cn-north-1
          srcRegion          | eu-west             | a region such as eu-west-1 or cn-north-1
          srcRegion          | eu-west-1a          | a region such as eu-west-1 or cn-north-1
          srcAccountId       | 12345678901         | an AWS account of 12 digits
          srcAccountId       | 1234-5678-9012      | an AWS account of 12 digits
          srcAccountId       | ١٢٣٤٥٦٧٨٩٠١٢        | an AWS account of 12 digits
          srcList            | ''                  | ALL or SELECTED
          srcList            | all                 | ALL or SELECTED
          destRegion         | moon-1              | a region such as eu-west-1 or cn-north-1
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

  @ParameterizedTest
  @CsvSource(
      emptyValue = "",
      value = {
        "''",
        "https://registry.example.com",
        "registry_example.com",
        "registry.example.com:port",
        "registry.example.com/Team",
        "registry.example.com//team",
        "user@registry.example.com",
      })
  void a_private_registry_that_is_no_host_is_refused(String registry) {
    assertRefused(
        "srcRegistry",
        registry,
        "the host of the registry, with port and path if need be,"
            + " such as registry.example.com:5000",
        "sourceType",
        "Private",
        "srcRegistry",
        registry);
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

  private static void assertRefused(
      String parameter, String value, String expected, String... changes) {
    assertThatThrownBy(() -> with(changes))
        .isInstanceOf(InvalidParameter.class)
        .hasMessage("%s is \"%s\": expected %s".formatted(parameter, value, expected));
  }

  private static Settings publicWith(String... changes) {
    return with(
        changes, "sourceType", "Public", "srcList", "SELECTED", "IMAGE_LIST_PARAMETER", "l");
  }

  private static Settings selectedWith(String... changes) {
    return with(changes, "srcList", "SELECTED");
  }

  private static Settings with(String... changes) {
    return with(changes, new String[0]);
  }

  private static Settings with(String[] changes, String... more) {
    Map<String, String> environment = new HashMap<>(DEFAULTS);
    put(environment, more);
    put(environment, changes);
    return Settings.of(environment);
  }

  private static void put(Map<String, String> environment, String... changes) {
    for (int i = 0; i < changes.length; i += 2) {
      environment.put(changes[i], changes[i + 1]);
    }
  }

  private static EcrLocation location(String account, String region) {
    return new EcrLocation(new Account(account), new AwsRegion(region));
  }
}
