package replicator.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import replicator.run.InMemoryExecutions;
import replicator.run.InMemoryWaiting;
import replicator.run.RunInput;
import replicator.run.Turn;
import replicator.run.Waiting;
import replicator.run.Waiting.Note;

class WaitingRunsTest {
  private static final RunInput WHOLE = RunInput.of(Map.of("whenBusy", "WAIT"));

  private final InMemoryWaiting waiting = new InMemoryWaiting();
  private final InMemoryExecutions executions = new InMemoryExecutions();
  private final WaitingRuns runs = new WaitingRuns(waiting, executions);
  private final Crashes crashes = Crashes.none();
  private final WaitingRuns watched =
      new WaitingRuns(crashes.watch(Waiting.class, waiting), executions);

  @BeforeEach
  void start() {
    List.of("first", "second", "third").forEach(name -> executions.start(name, "{}"));
  }

  @Test
  void of_many_pushes_one_waits_and_does_what_all_of_them_ask_for() {
    assertThat(runs.join("first", push("app"))).isEqualTo("first");
    IntStream.range(0, 50)
        .forEach(n -> assertThat(runs.join("second", push("web-" + n % 5))).isEqualTo("first"));
    assertThat(runs.join("first", push("app"))).isEqualTo("first");

    assertThat(runs.takeNotes("first", push("app")))
        .map(Note::repository)
        .containsExactlyInAnyOrder("app", "web-0", "web-1", "web-2", "web-3", "web-4");
  }

  @Test
  void a_push_after_the_notes_were_read_waits_itself() {
    runs.join("first", push("app"));
    List<Note> read = runs.takeNotes("first", push("app"));

    assertThat(runs.join("second", push("app"))).isEqualTo("second");
    runs.strike(read);

    assertThat(runs.takeNotes("second", push("app"))).map(Note::repository).containsExactly("app");
  }

  @ParameterizedTest
  @ValueSource(strings = {"note", "takeTurn"})
  void a_push_that_joins_while_the_notes_are_read_waits_itself(String call) {
    runs.join("first", push("app"));
    crashes.meanwhile(Waiting.class, call, () -> runs.takeNotes("first", push("app")));

    assertThat(watched.join("second", push("web"))).isEqualTo("second");
    crashes.assertMet();
    assertThat(runs.takeNotes("second", push("web"))).map(Note::repository).contains("web");
  }

  @ParameterizedTest
  @ValueSource(strings = {"giveBack", "notes"})
  void notes_hold_what_was_left_to_the_run_while_it_came_to_read_them(String call) {
    runs.join("first", push("app"));
    crashes.meanwhile(Waiting.class, call, () -> runs.join("second", push("web")));

    assertThat(watched.takeNotes("first", push("app")))
        .map(Note::repository)
        .containsExactly("app", "web");
    crashes.assertMet();
  }

  @Test
  void what_was_left_to_an_execution_that_died_is_done_by_the_next() {
    runs.join("first", push("app"));
    runs.join("second", push("web"));
    executions.stop("first", "by hand");

    assertThat(runs.join("third", push("api"))).isEqualTo("third");
    assertThat(runs.takeNotes("third", push("api"))).hasSize(3);
  }

  @Test
  void one_run_of_everything_waits_beside_the_pushes() {
    runs.join("first", push("app"));

    assertThat(runs.join("second", WHOLE)).isEqualTo("second");
    assertThat(runs.join("third", WHOLE)).isEqualTo("second");
    assertThat(runs.takeNotes("second", WHOLE)).isEmpty();
    assertThat(waiting.takeTurn(Turn.EVERYTHING, "third", Optional.empty())).isEqualTo("third");
  }

  @Test
  void what_a_person_asks_for_and_no_other_run_would_do_waits_itself() {
    RunInput again = RunInput.of(Map.of("whenBusy", "WAIT", "copyAgain", true));
    RunInput images = RunInput.of(Map.of("whenBusy", "WAIT", "images", "app:v1"));
    runs.join("first", WHOLE);

    assertThat(runs.join("second", again)).isEqualTo("second");
    assertThat(runs.join("third", images)).isEqualTo("third");
  }

  private static RunInput push(String repository) {
    return RunInput.of(Map.of("whenBusy", "WAIT", "repository", repository));
  }
}
