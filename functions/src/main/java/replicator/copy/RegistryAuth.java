package replicator.copy;

/** The registry auth file that tasks get as a secret. */
public interface RegistryAuth {
  /** Sees to it that tasks started from now on are let in by both registries for hours. */
  void refreshIfOld();

  /** Leaves no credential behind; the next run writes new ones. */
  void clear();
}
