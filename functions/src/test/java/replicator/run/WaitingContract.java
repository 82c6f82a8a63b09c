package replicator.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import replicator.run.Waiting.Note;

/** What every {@link Waiting} keeps to. */
public abstract class WaitingContract {
  private Waiting waiting;

  /** Where nothing waits. */
  protected abstract Waiting waiting();

  @BeforeEach
  final void begin() {
    waiting = waiting();
  }

  @Test
  void turn_isOneExecutionsUntilItIsGivenBack() {
    assertThat(waiting.takeTurn(Turn.NOTED, "mine", Optional.empty())).isEqualTo("mine");
    assertThat(waiting.takeTurn(Turn.NOTED, "mine", Optional.empty())).isEqualTo("mine");
    assertThat(waiting.takeTurn(Turn.NOTED, "other", Optional.empty())).isEqualTo("mine");
    waiting.giveBack(Turn.NOTED, "other");
    assertThat(waiting.hasTurn(Turn.NOTED, "mine")).isTrue();
    assertThat(waiting.hasTurn(Turn.NOTED, "other")).isFalse();
    assertThat(waiting.takeTurn(Turn.NOTED, "other", Optional.empty())).isEqualTo("mine");

    waiting.giveBack(Turn.NOTED, "mine");

    assertThat(waiting.hasTurn(Turn.NOTED, "mine")).isFalse();
    assertThat(waiting.takeTurn(Turn.NOTED, "other", Optional.empty())).isEqualTo("other");
  }

  @Test
  void turn_ofOneKind_saysNothingOfTheOther() {
    waiting.takeTurn(Turn.NOTED, "mine", Optional.empty());

    assertThat(waiting.takeTurn(Turn.EVERYTHING, "other", Optional.empty())).isEqualTo("other");
  }

  @Test
  void turn_ofTheDead_isTakenAwayOnce() {
    waiting.takeTurn(Turn.NOTED, "dead", Optional.empty());

    assertThat(waiting.takeTurn(Turn.NOTED, "quick", Optional.of("dead"))).isEqualTo("quick");
    assertThat(waiting.takeTurn(Turn.NOTED, "slow", Optional.of("dead"))).isEqualTo("quick");
  }

  @Test
  void note_madeTwice_isThereOnceWithAnotherMark() {
    waiting.note("team/app");
    String first = waiting.notes().getFirst().mark();
    waiting.note("team/app");

    assertThat(waiting.notes())
        .singleElement()
        .satisfies(note -> assertThat(note.repository()).isEqualTo("team/app"))
        .satisfies(note -> assertThat(note.mark()).isNotEqualTo(first));
  }

  @Test
  void note_madeAgainAfterItWasRead_isNotStruckOut() {
    waiting.note("team/app");
    waiting.note("team/web");
    List<Note> read = waiting.notes();
    waiting.note("team/app");

    waiting.strike(read);
    waiting.strike(read);

    assertThat(waiting.notes()).map(Note::repository).containsExactly("team/app");
  }

  @Test
  void notes_areAllReadHoweverManyThereAre() {
    IntStream.range(0, 300).forEach(n -> waiting.note("team/app-" + n));

    assertThat(waiting.notes()).hasSize(300);
  }
}
