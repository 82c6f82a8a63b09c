package replicator.auth;

/** Where tasks get the registry auth file from. */
public interface AuthFile {
  void write(String json);

  /** Leaves neither the last content nor the one before it. */
  void erase();
}
