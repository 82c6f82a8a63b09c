package replicator.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class CopyFailureTest {
  private static final TaskEnd END =
      new TaskEnd("task", "EssentialContainerExited", "exited", Optional.of(1));

  @ParameterizedTest(name = "{0}: {1}")
  @CsvFileSource(files = "../skopeo-task/tests/messages.csv", delimiter = '|', quoteCharacter = '`')
  void what_only_a_person_can_mend_is_not_tried_again_and_whatever_else_is(
      Again again, String name, String said) {
    assertThat(CopyFailure.of(Optional.of(said), Optional.empty(), END))
        .isEqualTo(new CopyFailure(said, again == Again.PERMANENT));
  }

  enum Again {
    PERMANENT,
    LATER,
    PASSING
  }

  @Test
  void an_image_that_the_task_said_nothing_of_is_tried_again_for_the_reason_of_the_task() {
    assertThat(CopyFailure.of(Optional.empty(), Optional.empty(), END))
        .isEqualTo(
            new CopyFailure(
                "the task ended without copying it"
                    + " (exit code 1, EssentialContainerExited: exited)",
                false));
  }

  @Test
  void a_task_that_never_started_says_why_and_is_tried_again() {
    TaskEnd end =
        new TaskEnd(
            "task",
            "TaskFailedToStart",
            "CannotPullContainerError: pull access denied for a.example/skopeo",
            Optional.empty());

    assertThat(CopyFailure.of(Optional.empty(), Optional.empty(), end))
        .isEqualTo(
            new CopyFailure(
                "the task ended without copying it (TaskFailedToStart: CannotPullContainerError:"
                    + " pull access denied for a.example/skopeo)",
                false));
  }

  @Test
  void a_task_that_refuses_to_begin_says_why_and_is_not_tried_again() {
    Optional<String> complaint = Optional.of("the task's image has no skopeo");

    assertThat(CopyFailure.of(Optional.empty(), complaint, exited(2)))
        .isEqualTo(
            new CopyFailure("the task could not begin: the task's image has no skopeo", true));
  }

  @Test
  void a_complaint_of_a_task_that_has_begun_is_about_another_image() {
    Optional<String> complaint = Optional.of("a.example/app:1: again in 5 s: i/o timeout");

    assertThat(CopyFailure.of(Optional.empty(), complaint, exited(1)).reason())
        .doesNotContain("again in 5 s");
  }

  private static TaskEnd exited(int code) {
    return new TaskEnd("task", "EssentialContainerExited", "exited", Optional.of(code));
  }
}
