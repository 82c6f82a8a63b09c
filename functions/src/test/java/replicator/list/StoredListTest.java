package replicator.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import replicator.failure.InvalidParameter;
import replicator.failure.PermanentFailure;
import replicator.failure.TransientFailure;
import replicator.settings.ListLocation;

class StoredListTest {
  private static final ListLocation OWN =
      new ListLocation.OwnParameter("/ecr-replicator/mirror/images");
  private static final ListLocation PARAMETER = new ListLocation.Parameter("/team/images");
  private static final ListLocation OBJECT =
      new ListLocation.S3Object("bucket", "lists/images.txt");
  private static final StoredList NOWHERE =
      new StoredList(name -> Optional.empty(), (bucket, key) -> Optional.empty());

  @Test
  void a_list_is_read_where_it_stands() {
    StoredList list =
        new StoredList(
            name -> Optional.of("ssm " + name),
            (bucket, key) -> Optional.of("s3 " + bucket + " " + key));

    assertThat(list.read(OWN)).isEqualTo("ssm /ecr-replicator/mirror/images");
    assertThat(list.read(PARAMETER)).isEqualTo("ssm /team/images");
    assertThat(list.read(OBJECT)).isEqualTo("s3 bucket lists/images.txt");
  }

  @Test
  void a_list_that_is_not_where_it_should_be_is_missed_with_its_place() {
    assertMissed(PARAMETER, "/team/images");
    assertMissed(OBJECT, "s3://bucket/lists/images.txt");
  }

  private static void assertMissed(ListLocation location, String place) {
    assertThatThrownBy(() -> NOWHERE.read(location))
        .isInstanceOf(InvalidParameter.class)
        .hasMessage(
            "srcImageListLocation is \"%s\": expected the place of a list in this region; there is none"
                .formatted(place));
  }

  @Test
  void a_list_that_the_stack_kept_is_missed_under_the_name_that_people_typed_it_in() {
    assertThatThrownBy(() -> NOWHERE.read(OWN))
        .isInstanceOf(InvalidParameter.class)
        .hasMessage(
            "srcImageList is \"/ecr-replicator/mirror/images\": expected the stack's SSM parameter"
                + " with the list (once deleted, make it again by hand: an update of srcImageList"
                + " fails without it); there is none");
  }

  @Test
  void a_list_that_may_not_be_read_is_told_with_its_parameter_and_its_place() {
    StoredList list = failing(new PermanentFailure("ssm:GetParameter on /team/images was refused"));
    assertThatThrownBy(() -> list.read(PARAMETER))
        .isInstanceOf(InvalidParameter.class)
        .hasMessage(
            "srcImageListLocation is \"/team/images\": expected the place of a list in this region"
                + " that can be read, but ssm:GetParameter on /team/images was refused");
  }

  @Test
  void a_list_that_could_not_be_read_this_time_is_asked_for_again() {
    StoredList list = failing(new TransientFailure("throttled"));
    assertThatThrownBy(() -> list.read(PARAMETER)).isInstanceOf(TransientFailure.class);
  }

  private static StoredList failing(RuntimeException failure) {
    return new StoredList(
        name -> {
          throw failure;
        },
        (bucket, key) -> Optional.empty());
  }
}
