package replicator.run;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Notifies people of each run that failed, and of the first that succeeds after it. Where nothing
 * can be planned, each push fails for the same reason, and one notification is enough, until one
 * succeeds.
 */
public final class RunNotifier {
  /** Names of images, and numbers of requests: words that differ where nothing else does. */
  private static final Pattern PARTICULAR =
      Pattern.compile("\\S*/\\S*|\\b(?i:request ?id):? *\\S+|\\b[0-9a-f-]{32,}\\b");

  /** A repository of Amazon ECR: that a run of another one succeeds says nothing about it. */
  private static final Pattern REPOSITORY = Pattern.compile("\\.dkr[.-]\\S+/");

  private final Stack stack;
  private final Notifications notifications;

  public RunNotifier(Stack stack, Notifications notifications) {
    this.stack = stack;
    this.notifications = notifications;
  }

  /**
   * @param last the run before this one
   * @param conclusive the last run before this one that covered all images, or did not succeed; if
   *     its record says RUNNING, it has died
   * @param undelivered earlier runs whose notification reached nobody; asked for only if there is
   *     something to publish
   */
  public Delivery notify(
      Run run,
      Outcome outcome,
      Optional<Run> last,
      Optional<Run> conclusive,
      Supplier<List<Run>> undelivered) {
    if (outcome.status() == RunStatus.FAILED) {
      Optional<Run> before = REPOSITORY.matcher(run.message()).find() ? conclusive : last;
      if (before.filter(earlier -> isRepeated(earlier, run)).isPresent()) {
        return Delivery.NOT_NEEDED;
      }
      return publish(Notification.ofFailure(stack, run, outcome, undelivered.get()));
    }
    if (!run.partial()
        && conclusive.filter(before -> before.status() != RunStatus.SUCCEEDED).isPresent()) {
      return publish(Notification.ofRecovery(stack, run, outcome, undelivered.get()));
    }
    return Delivery.NOT_NEEDED;
  }

  private static boolean isRepeated(Run before, Run run) {
    return run.partial()
        && run.counts().equals(Counts.NONE)
        && before.status() == RunStatus.FAILED
        && before.delivery().filter(told -> told != Delivery.NO_SUBSCRIBER).isPresent()
        && kind(before.message()).equals(kind(run.message()));
  }

  private static String kind(String message) {
    return PARTICULAR.matcher(message).replaceAll("");
  }

  private Delivery publish(Notification notification) {
    boolean delivered = notifications.publish(notification.subject(), notification.text());
    return delivered ? Delivery.DELIVERED : Delivery.NO_SUBSCRIBER;
  }
}
