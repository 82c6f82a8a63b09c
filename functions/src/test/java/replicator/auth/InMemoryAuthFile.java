package replicator.auth;

import java.util.Optional;

/** Keeps the last content, and counts how often it was written and erased. */
public final class InMemoryAuthFile implements AuthFile {
  private Optional<String> content = Optional.empty();
  private int writes;
  private int erasures;

  @Override
  public synchronized void write(String json) {
    content = Optional.of(json);
    writes++;
  }

  @Override
  public synchronized void erase() {
    content = Optional.empty();
    erasures++;
  }

  public synchronized Optional<String> content() {
    return content;
  }

  public synchronized int writes() {
    return writes;
  }

  public synchronized int erasures() {
    return erasures;
  }
}
