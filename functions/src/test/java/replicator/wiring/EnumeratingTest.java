package replicator.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static replicator.settings.SampleSettings.selectedWith;
import static replicator.settings.SampleSettings.with;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replicator.aws.Answers;
import replicator.failure.InvalidParameter;
import replicator.failure.TransientFailure;
import replicator.list.AllImages;
import replicator.replication.RunPlanner;
import replicator.run.RunInput;
import replicator.selection.Selection;
import replicator.settings.RegistryTrust;
import replicator.settings.Settings;
import replicator.ssm.FakeSsm;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterType;

class EnumeratingTest {
  private static final FakeSsm MALFORMED = FakeSsm.of(ParameterType.STRING, "app:[,!");

  @Test
  void a_malformed_list_is_refused_where_it_is_wanted_and_not_looked_at_where_all_images_are() {
    assertThatThrownBy(() -> select(selectedWith("IMAGE_LIST_PARAMETER", "list"), MALFORMED))
        .isInstanceOf(InvalidParameter.class)
        .hasMessageStartingWith("srcImageList");
    assertThat(select(with("IMAGE_LIST_PARAMETER", "list"), MALFORMED))
        .isInstanceOf(AllImages.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/team/images", "s3://bucket/lists/images.txt"})
  void a_list_that_is_not_where_it_should_be_is_missed_with_its_place(String location) {
    assertThatThrownBy(
            () -> select(selectedWith("srcImageListLocation", location), FakeSsm.empty()))
        .isInstanceOf(InvalidParameter.class)
        .hasMessage(
            "srcImageListLocation is \"%s\": expected the place of a list in this region; there is none"
                .formatted(location));
  }

  @Test
  void a_list_that_the_stack_kept_is_missed_under_the_name_that_people_typed_it_in() {
    assertThatThrownBy(
            () ->
                select(
                    selectedWith("IMAGE_LIST_PARAMETER", "/ecr-replicator/mirror/images"),
                    FakeSsm.empty()))
        .isInstanceOf(InvalidParameter.class)
        .hasMessage(
            "srcImageList is \"/ecr-replicator/mirror/images\": expected the stack's SSM parameter"
                + " with the list (once deleted, make it again by hand: an update of srcImageList"
                + " fails without it); there is none");
  }

  @Test
  void a_list_that_may_not_be_read_is_told_with_its_parameter_and_its_place() {
    FakeSsm ssm = FakeSsm.failing(Answers.denied("ssm:GetParameter"));
    assertThatThrownBy(() -> select(selectedWith("srcImageListLocation", "/team/images"), ssm))
        .isInstanceOf(InvalidParameter.class)
        .hasMessageStartingWith(
            "srcImageListLocation is \"/team/images\": expected the place of a list in this region"
                + " that can be read, but ssm:GetParameter on /team/images was refused");
  }

  @Test
  void a_credential_that_is_given_as_the_list_is_refused_and_not_quoted() {
    FakeSsm ssm =
        FakeSsm.of(
            ParameterType.SECURE_STRING, "{\"username\": \"me\", \"password\": \"TOPSECRET\"}");
    assertThatThrownBy(() -> select(selectedWith("srcImageListLocation", "drh-credentials"), ssm))
        .isInstanceOf(InvalidParameter.class)
        .hasMessage(
            "srcImageListLocation is \"drh-credentials\": expected the place of a list in this"
                + " region that can be read, but drh-credentials is a SecureString, such as"
                + " credentials are kept in, and not of type String");
  }

  @Test
  void a_list_that_could_not_be_read_this_time_is_asked_for_again() {
    FakeSsm ssm = FakeSsm.failing(Answers.throttled());
    assertThatThrownBy(() -> select(selectedWith("srcImageListLocation", "/team/images"), ssm))
        .isInstanceOf(TransientFailure.class);
  }

  @Test
  void a_list_that_was_edited_is_what_the_next_call_goes_by() {
    Queue<String> lists = new ArrayDeque<>(List.of("web", "app"));
    FakeSsm ssm = new FakeSsm(request -> Parameter.builder().value(lists.remove()).build());
    Settings settings = selectedWith("IMAGE_LIST_PARAMETER", "list");
    RunPlanner planner =
        new Enumerating()
            .runPlanner(
                settings,
                SidesTest.sides(settings, new RegistryTrust(Optional.empty(), Set.of()), ssm),
                ssm,
                EmptyBucket::new,
                new StackEnvironment(Map.of()),
                InstantSource.system());
    RunInput app = RunInput.of(Map.of("repository", "app"));

    assertThat(planner.concerns(app)).isFalse();
    assertThat(planner.concerns(app)).isTrue();
  }

  private static Selection select(Settings settings, FakeSsm ssm) {
    return Enumerating.selection(settings, ssm, EmptyBucket::new);
  }

  private record EmptyBucket() implements S3Client {
    @Override
    public <T> T getObject(
        GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
      throw NoSuchKeyException.builder().build();
    }

    @Override
    public String serviceName() {
      return "s3";
    }

    @Override
    public void close() {}
  }
}
