package replicator.run;

/** What became of what people had to be told of a run. */
public enum Hearing {
  /** There was nothing to tell. */
  NOTHING_SAID,
  HEARD,
  /** No address had been confirmed. */
  UNHEARD
}
