package replicator.copy;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import replicator.run.RunId;

/**
 * One attempt at one batch of a run; prints as {@code run/batch/attempt}.
 *
 * <p>It is the startedBy of its ECS task, by which the task's events find their way back, and
 * begins the clientToken of RunTask, so that however often the call is repeated there is one task.
 * Both hold it: at most 64 characters of {@code [A-Za-z0-9/_-]}, see <a
 * href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html">RunTask</a>.
 *
 * @param batch its number in the run, from 1
 * @param attempt from 1
 */
public record AttemptId(RunId run, int batch, int attempt) {
  private static final Pattern GRAMMAR =
      Pattern.compile("(%s)/([1-9][0-9]{0,8})/([1-9][0-9]{0,8})".formatted(RunId.GRAMMAR));

  /** Empty if the text is something else: other people start tasks, too. */
  public static Optional<AttemptId> parse(String startedBy) {
    Matcher matcher = GRAMMAR.matcher(startedBy);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new AttemptId(
            new RunId(matcher.group(1)),
            Integer.parseInt(matcher.group(2)),
            Integer.parseInt(matcher.group(3))));
  }

  @Override
  public String toString() {
    return run + "/" + batch + "/" + attempt;
  }
}
