package replicator.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static replicator.settings.SampleSettings.DEFAULTS;
import static replicator.settings.SampleSettings.location;
import static replicator.settings.SampleSettings.publicWith;
import static replicator.settings.SampleSettings.selectedWith;
import static replicator.settings.SampleSettings.with;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import replicator.credential.CredentialName;
import replicator.image.RegistryHost;
import replicator.image.RepositoryName;

class SettingsTest {

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
                    new RepositorySettings(false, false, Optional.empty(), Map.of()),
                    Optional.empty()),
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
        "registry.example.com:5000/team/a, registry.example.com:5000, team/a",
        "public.ecr.aws/team, public.ecr.aws, team",
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
  void the_route_names_both_sides() {
    String here = " to 123456789012.dkr.ecr.eu-west-1.amazonaws.com/";

    assertThat(with("destPrefix", "mirror").route())
        .isEqualTo("123456789012.dkr.ecr.us-west-2.amazonaws.com" + here + "mirror");
    assertThat(publicWith("srcRegion", "").route()).isEqualTo("public registries" + here);
    assertThat(with("sourceType", "Private", "srcRegistry", "quay.io/team").route())
        .isEqualTo("quay.io/team" + here);
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
        .contains(new ListLocation.OwnParameter("CFN-ImageList-1"));
    assertThat(
            selectedWith("IMAGE_LIST_PARAMETER", "CFN-ImageList-1", "srcImageListLocation", "mine")
                .imageList())
        .contains(new ListLocation.Parameter("mine"));
  }

  @Test
  void a_list_is_not_looked_at_when_all_images_are_wanted() {
    assertThat(with("srcImageListLocation", "s3://nonsense").imageList()).isEmpty();
    assertThat(with("IMAGE_LIST_PARAMETER", "CFN-ImageList-1").imageList()).isEmpty();
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

  @Test
  void copies_are_signed_with_the_given_profile() {
    String profile = "arn:aws:signer:eu-west-1:123456789012:/signing-profiles/ours";

    assertThat(with("destSigningProfileArn", profile).destination().signingProfile())
        .contains(profile);
  }
}
