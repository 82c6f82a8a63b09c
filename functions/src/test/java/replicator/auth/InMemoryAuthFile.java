package replicator.auth;

import java.util.Optional;

/** Keeps the last content, and counts how often it was written. */
public final class InMemoryAuthFile implements AuthFile {
  private Optional<String> content = Optional.empty();
  private int writes;

  @Override
  public synchronized void write(String json) {
    content = Optional.of(json);
    writes++;
  }

  @Override
  public synchronized void erase() {
    content = Optional.empty();
  }

  public synchronized Optional<String> content() {
    return content;
  }

  public synchronized int writes() {
    return writes;
  }
}
