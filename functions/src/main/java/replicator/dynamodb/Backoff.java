package replicator.dynamodb;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import replicator.concurrent.Pause;
import replicator.concurrent.Time;
import replicator.failure.TransientFailure;

/**
 * Asks again for what a call of many items has left undone, after a pause that doubles while
 * nothing gets done and of which half is random: <a
 * href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html">BatchWriteItem</a>
 * asks for that.
 *
 * @param tries in a row that may get nothing done
 * @param first pause
 * @param longest pause
 */
record Backoff(int tries, Duration first, Duration longest, Time time) {
  /** Gives up after about half a minute, on top of the client's own retries. */
  static final Backoff PATIENT =
      new Backoff(10, Duration.ofMillis(50), Duration.ofSeconds(10), Time.system());

  /**
   * @param what is asked for, in a message
   * @param attempt answers what it has left undone
   * @throws TransientFailure if nothing gets done any more
   */
  <T> void untilDone(String what, List<T> things, UnaryOperator<List<T>> attempt) {
    List<T> left = things;
    int inVain = 0;
    while (!left.isEmpty()) {
      @Nullable TransientFailure reason = null;
      int before = left.size();
      try {
        left = attempt.apply(left);
      } catch (TransientFailure e) {
        reason = e;
      }
      inVain = left.size() < before ? 0 : inVain + 1;
      if (inVain >= tries) {
        throw givenUp(what, left.size(), reason);
      }
      if (!left.isEmpty()) {
        time.sleep(Pause.doubled(inVain, first, longest), "a table was busy");
      }
    }
  }

  private TransientFailure givenUp(String what, int left, @Nullable TransientFailure reason) {
    String message = "%s: %d items are left undone after %d tries".formatted(what, left, tries);
    return reason == null
        ? new TransientFailure(message)
        : new TransientFailure(message + ": " + reason.getMessage(), reason);
  }
}
