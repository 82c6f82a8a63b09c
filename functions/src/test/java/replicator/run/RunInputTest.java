package replicator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RunInputTest {
  private static final RunInput PLAIN =
      new RunInput(false, false, false, Optional.empty(), Set.of());

  @Test
  void no_input_and_an_empty_one_ask_for_a_whole_run() {
    assertThat(RunInput.of(null)).isEqualTo(PLAIN);
    assertThat(RunInput.of(Map.of())).isEqualTo(PLAIN);
    assertThat(PLAIN.isWhole()).isTrue();
  }

  @Test
  void what_the_schedule_and_the_console_say_changes_nothing() {
    assertThat(RunInput.of(Map.of("startedBy", "schedule", "Comment", "Insert your JSON here")))
        .isEqualTo(PLAIN);
  }

  @Test
  void every_key_is_read() {
    assertThat(
            RunInput.of(
                Map.of("whenBusy", "WAIT", "dryRun", true, "copyAgain", true, "images", "app:v1")))
        .isEqualTo(new RunInput(true, true, true, Optional.of("app:v1"), Set.of()));
    assertThat(RunInput.of(Map.of("whenBusy", "SKIP", "repository", "team/app")))
        .isEqualTo(new RunInput(false, false, false, Optional.empty(), Set.of("team/app")));
  }

  @Test
  void a_run_for_some_images_is_not_whole() {
    assertThat(RunInput.of(Map.of("images", "app:v1")).isWhole()).isFalse();
    assertThat(RunInput.of(Map.of("repository", "app")).isWhole()).isFalse();
  }

  @ParameterizedTest
  @MethodSource
  void what_cannot_be_meant_is_refused_by_name(@Nullable Object input, String message) {
    assertThatThrownBy(() -> RunInput.of(input))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(message);
  }

  static Stream<Arguments> what_cannot_be_meant_is_refused_by_name() {
    return Stream.of(
        Arguments.of(
            Map.of("dryrun", true),
            "a key of the execution's input is \"dryrun\": expected one of Comment, copyAgain,"
                + " dryRun, images, repository, startedBy, whenBusy"),
        Arguments.of(
            Map.of("dryRun", "true"), "dryRun is \"true\": expected true or false, without quotes"),
        Arguments.of(
            Map.of("copyAgain", 1), "copyAgain is \"1\": expected true or false, without quotes"),
        Arguments.of(
            Map.of("images", List.of("app:v1")),
            "images is \"[app:v1]\": expected a list such as team/app:v1,team/web:latest"),
        Arguments.of(
            Map.of("images", " "),
            "images is \" \": expected a list such as team/app:v1,team/web:latest"),
        Arguments.of(Map.of("repository", 7), "repository is \"7\": expected a repository's name"),
        Arguments.of(Map.of("whenBusy", "LATER"), "whenBusy is \"LATER\": expected WAIT or SKIP"),
        Arguments.of(
            Map.of("images", "a", "repository", "b"),
            "repository is \"b\": expected no value beside images: use one or the other"),
        Arguments.of(
            List.of(), "the execution's input is \"[]\": expected a JSON object, such as {}"));
  }
}
