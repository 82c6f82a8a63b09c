package replicator.plan.wrong;

import java.util.Optional;

/** What a concept must not do. */
public final class ReadsTheEnvironment {
  private ReadsTheEnvironment() {}

  public static Optional<String> region() {
    return Optional.ofNullable(System.getenv("AWS_REGION"));
  }
}
