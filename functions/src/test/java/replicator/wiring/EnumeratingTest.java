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
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import replicator.failure.InvalidParameter;
import replicator.list.AllImages;
import replicator.list.StoredList;
import replicator.replication.RunPlanner;
import replicator.run.RunInput;
import replicator.settings.ListLocation;
import replicator.settings.RegistryTrust;
import replicator.settings.Settings;
import replicator.ssm.FakeSsm;
import software.amazon.awssdk.services.ssm.model.ParameterType;

class EnumeratingTest {
  @Test
  void a_malformed_list_is_refused_where_it_is_wanted_and_not_looked_at_where_all_images_are() {
    StoredList malformed = stored(() -> "app:[,!");

    assertThatThrownBy(
            () -> Enumerating.selection(selectedWith("IMAGE_LIST_PARAMETER", "list"), malformed))
        .isInstanceOf(InvalidParameter.class)
        .hasMessageStartingWith("srcImageList");
    assertThat(Enumerating.selection(with("IMAGE_LIST_PARAMETER", "list"), malformed))
        .isInstanceOf(AllImages.class);
  }

  @Test
  void a_credential_that_is_given_as_the_list_is_refused_and_not_quoted() {
    StoredList list =
        Enumerating.list(
            FakeSsm.of(
                ParameterType.SECURE_STRING, "{\"username\": \"me\", \"password\": \"TOPSECRET\"}"),
            () -> {
              throw new AssertionError("no bucket is to be asked");
            });

    assertThatThrownBy(() -> list.read(new ListLocation.Parameter("drh-credentials")))
        .isInstanceOf(InvalidParameter.class)
        .hasMessage(
            "srcImageListLocation is \"drh-credentials\": expected the place of a list in this"
                + " region that can be read, but drh-credentials is a SecureString, such as"
                + " credentials are kept in, and not of type String");
  }

  @Test
  void a_list_that_was_edited_is_what_the_next_call_goes_by() {
    Queue<String> lists = new ArrayDeque<>(List.of("web", "app"));
    Settings settings = selectedWith("IMAGE_LIST_PARAMETER", "list");
    RunPlanner planner =
        new Enumerating()
            .runPlanner(
                settings,
                SidesTest.sides(settings, new RegistryTrust(Optional.empty(), Set.of())),
                stored(lists::remove),
                new StackEnvironment(Map.of()),
                InstantSource.system());
    RunInput app = RunInput.of(Map.of("repository", "app"));

    assertThat(planner.concerns(app)).isFalse();
    assertThat(planner.concerns(app)).isTrue();
  }

  private static StoredList stored(Supplier<String> text) {
    return new StoredList(name -> Optional.of(text.get()), (bucket, key) -> Optional.empty());
  }
}
