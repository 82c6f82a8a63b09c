package replicator.replication;

/** The function died here; nobody catches it. */
final class Crash extends Error {
  private static final long serialVersionUID = 1;

  Crash(String call) {
    super(call);
  }
}
