package replicator.run;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Turns and notes in maps; true to {@link WaitingContract}. */
public final class InMemoryWaiting implements Waiting {
  private final Map<Turn, String> turns = new EnumMap<>(Turn.class);
  private final Map<String, String> notes = new TreeMap<>();
  private int marks;

  @Override
  public synchronized String takeTurn(Turn turn, String execution, Optional<String> from) {
    @Nullable String now = turns.get(turn);
    if (now != null && !from.equals(Optional.of(now))) {
      return now;
    }
    turns.put(turn, execution);
    return execution;
  }

  @Override
  public synchronized boolean hasTurn(Turn turn, String execution) {
    return execution.equals(turns.get(turn));
  }

  @Override
  public synchronized void giveBack(Turn turn, String execution) {
    turns.remove(turn, execution);
  }

  @Override
  public synchronized void note(String repository) {
    notes.put(repository, "mark " + ++marks);
  }

  @Override
  public synchronized List<Note> notes() {
    return notes.entrySet().stream().map(note -> new Note(note.getKey(), note.getValue())).toList();
  }

  @Override
  public synchronized void strike(Collection<Note> struck) {
    struck.forEach(note -> notes.remove(note.repository(), note.mark()));
  }
}
