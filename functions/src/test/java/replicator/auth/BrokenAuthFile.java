package replicator.auth;

import replicator.failure.TransientFailure;

/** Is out of reach. */
public record BrokenAuthFile(TransientFailure failure) implements AuthFile {
  @Override
  public void write(String json) {
    throw failure;
  }

  @Override
  public void erase() {
    throw failure;
  }
}
