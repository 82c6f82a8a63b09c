package replicator.run;

/** What became of the notification of a run. */
public enum Delivery {
  /** There was nothing to publish. */
  NOT_NEEDED,
  /** It reached somebody, or the stack has no address to reach. */
  DELIVERED,
  /** No address had been confirmed. */
  NO_SUBSCRIBER
}
