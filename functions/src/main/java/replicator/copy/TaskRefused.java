package replicator.copy;

import replicator.failure.TransientFailure;

/**
 * ECS has answered RunTask with a failure, as when Fargate has no capacity: no attempt at a copy.
 *
 * <p>The workflow in template.yaml is more patient with this class, by its full name.
 */
public final class TaskRefused extends TransientFailure {
  public TaskRefused(String reason) {
    super(reason);
  }
}
