package replicator.copy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps the answers; the first one of a token counts, as it does for Step Functions. */
public final class InMemoryTaskTokens implements TaskTokens {
  private final Map<String, Verdict> answers = new LinkedHashMap<>();
  private final List<String> answered = new ArrayList<>();

  @Override
  public synchronized void answer(String token, Verdict verdict) {
    answered.add(token);
    answers.putIfAbsent(token, verdict);
  }

  /** What the waiting state was told first; empty while it waits. */
  public synchronized Optional<Verdict> answer(String token) {
    return Optional.ofNullable(answers.get(token));
  }

  /** Each token as often as it was answered, in order. */
  public synchronized List<String> answered() {
    return List.copyOf(answered);
  }
}
