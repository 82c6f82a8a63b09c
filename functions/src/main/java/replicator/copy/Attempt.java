package replicator.copy;

import java.util.Optional;

/**
 * One attempt at a batch, written down before its task is started.
 *
 * @param token of the workflow's state that waits for it
 * @param verdict once it is closed
 * @param answered whether the waiting state has been sent the verdict
 */
public record Attempt(
    AttemptId id, String token, Launch launch, Optional<Verdict> verdict, boolean answered) {

  public Optional<String> taskArn() {
    return launch.taskArn();
  }

  public boolean isOpen() {
    return verdict.isEmpty();
  }
}
